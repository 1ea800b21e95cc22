#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "http/api/binder.h"
#include "http/static_files.h"
#include "service/show_board.h"
#include "service/show_passage.h"

namespace cleangate::http {
namespace {

constexpr std::size_t kResumePage = 500;

/// The client is shared with its connection. Sends what it missed, then lets it join. Query pool.
void resume(Api::Parts& parts, const std::shared_ptr<LiveClient>& client, std::uint64_t after) {
  for (;;) {
    const auto rows = parts.plant.queries.passages_after(after, kResumePage);
    if (!rows) return client->close(1011, "the log cannot be read");
    for (const auto& row : *rows) {
      const auto index = ledger::integer(row[ledger::passages::kUpdatedIndex]);
      after = std::max(after, static_cast<std::uint64_t>(index));
      const auto text = std::make_shared<const std::string>(
          Json::object({{"type", "passage"},
                        {"index", index},
                        {"passage", service::show_passage(row)}})
              .dump());
      if (!client->send(text, index)) return;
    }
    if (rows->size() < kResumePage) break;
  }
  if (!parts.hub.join(client, false)) client->close(1013, "too many live clients");
}

std::shared_ptr<const std::string> text_of(const Json& json) {
  return std::make_shared<const std::string>(json.dump());
}

}  // namespace

void Api::Binder::bind_live() {
  router.add_live({"live", "GET", "/api/v1/live", Role::guard, {}, true},
                  [parts = &parts](Request request, std::shared_ptr<LiveClient> client) {
                    const auto after = parse_integer(request.query_value("after").value_or("0"));
                    if (!after) return client->close(1008, "after: must be an index");
                    parts->queries.post([parts, client, after = *after] {
                      resume(*parts, client, static_cast<std::uint64_t>(after));
                    });
                  });
  router.add_live({"boardLive", "GET", "/api/v1/board/live", Role::board_key, {}, true},
                  [parts = &parts](Request, std::shared_ptr<LiveClient> client) {
                    parts->plant.executor.post([parts, client] {
                      client->send(text_of(service::board_state(parts->plant)), 0);
                      if (!parts->hub.join(client, true)) {
                        client->close(1013, "too many boards");
                      }
                    });
                  });
}

void Api::Binder::bind_board(const StaticFiles& board) {
  read({"getBoard", "GET", "/api/v1/board", Role::board_key},
       [](service::Plant& plant, const Request&) -> Result<Json> {
         return service::board_state(plant);
       });
  const std::string reason = "the page itself holds nothing; its feed asks for the key";
  router.add({"boardPage", "GET", "/board", Role::none, reason},
             [&board](Request request, Respond respond) { respond(board.page(request)); });
  router.add({"boardFile", "GET", "/board/{rest*}", Role::none, reason},
             [&board](Request request, Respond respond) {
               const auto file = request.parameter("rest");
               respond(file.empty() ? board.page(request) : board.file(file, request));
             });
}

void Api::Binder::bind_operations() {
  router.add({"health", "GET", "/healthz", Role::none, "says only that the process answers"},
             [](Request, Respond respond) {
               respond(json_response(Json::object({{"status", "ok"}})));
             });
  router.add({"ready", "GET", "/readyz", Role::none, "says only whether it can decide and record"},
             [parts = &parts](Request, Respond respond) {
               const Json health = parts->health ? parts->health() : Json::object();
               respond(json_response(health, health["ready"].boolean() == true ? 200 : 503));
             });
  router.add({"metrics", "GET", "/metrics", Role::guard},
             [parts = &parts](Request, Respond respond) {
               respond(text_response(parts->metrics ? parts->metrics() : ""));
             });
}

}  // namespace cleangate::http
