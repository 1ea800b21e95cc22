#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "http/api/binder.h"
#include "service/show_board.h"
#include "service/show_passage.h"

namespace cleangate::http {
namespace {

constexpr std::size_t kResumePage = 500;
constexpr std::int64_t kFromNow = -1;
// RFC 6455 section 7.4.1; 1013 is in IANA's registry of WebSocket close codes.
constexpr std::uint16_t kPolicyViolation = 1008, kInternalError = 1011, kTryAgainLater = 1013;

/// Sends what a console missed, page by page as it takes them, then lets it live. Query pool.
/// The client is shared with its connection and the hub.
void resume(Api::Parts& parts, const std::shared_ptr<LiveClient>& client, std::uint64_t after) {
  const auto rows = parts.plant.queries.passages_after(after, kResumePage);
  if (!rows) return client->close(kInternalError, "the log cannot be read");
  for (const auto& row : *rows) {
    const auto index = ledger::integer(row[ledger::passages::kUpdatedIndex]);
    after = std::max(after, static_cast<std::uint64_t>(index));
    const Json message = Json::object(
        {{"type", "passage"},
         {"index", index},
         {"passage", service::show_passage(row, parts.plant.state.rules().find_pack())}});
    if (!client->send(std::make_shared<const std::string>(message.dump()), index)) return;
  }
  const auto go_on = [&parts, client, after] {
    parts.queries.post([&parts, client, after] { resume(parts, client, after); });
  };
  if (!rows->empty()) return client->when_sent(go_on);
  if (!parts.hub.catch_up(client, static_cast<std::int64_t>(after))) go_on();
}

void open_console(Api::Parts& parts, const Request& request,
                  const std::shared_ptr<LiveClient>& client) {
  const auto after_text = request.query_value("after");
  const auto after = after_text ? parse_integer(*after_text) : Result<std::int64_t>(0);
  if (!after) return client->close(kPolicyViolation, "after: must be an index");
  if (!parts.hub.join_console(client)) return client->close(kTryAgainLater, "too many clients");
  if (!after_text) {
    (void)parts.hub.catch_up(client, kFromNow);
    return;
  }
  parts.queries.post([&parts, client, after = static_cast<std::uint64_t>(*after)] {
    resume(parts, client, after);
  });
}

}  // namespace

void Api::Binder::bind_live() {
  router.refuse_live([door = &shared.door](const Request& request) -> std::optional<Response> {
    if (door->has_room(request.principal)) return std::nullopt;
    return problem(429, "at most " + std::to_string(kMaxLivePerPrincipal) +
                            " live connections of one token, board key or user: close one, or use "
                            "another key");
  });
  read({"getBoard", "GET", "/api/v1/board", Role::board_key},
       [](service::Plant& plant, const Request&) -> Result<Json> {
         return service::board_state(plant);
       });
  router.add_live(
      {"live", "GET", "/api/v1/live", Role::guard, {}, true},
      [parts = &parts, all = &shared](Request request, std::shared_ptr<LiveClient> client) {
        if (!all->enter(request, Role::guard, client)) return;
        open_console(*parts, request, client);
      });
  router.add_live(
      {"boardLive", "GET", "/api/v1/board/live", Role::board_key, {}, true},
      [parts = &parts, all = &shared](Request request, std::shared_ptr<LiveClient> client) {
        if (!all->enter(request, Role::board_key, client)) return;
        parts->plant.executor.post([parts, client] {
          if (!parts->hub.join_board(client, service::board_state(parts->plant))) {
            client->close(kTryAgainLater, "too many boards");
          }
        });
      });
}

void Api::Binder::bind_operations() {
  router.add(
      {"health", "GET", "/healthz", Role::none, "says only that the process answers"},
      [](Request, Respond respond) { respond(json_response(Json::object({{"status", "ok"}}))); });
  router.add({"ready", "GET", "/readyz", Role::none, "says only whether it can decide and record"},
             [parts = &parts](Request, Respond respond) {
               const Json health = parts->health ? parts->health() : Json::object();
               respond(json_response(health, health["ready"].boolean() == true ? 200 : 503));
             });
  router.add({"metrics", "GET", "/metrics", Role::viewer},
             [parts = &parts](Request, Respond respond) {
               respond(text_response(parts->metrics ? parts->metrics() : ""));
             });
}

}  // namespace cleangate::http
