#include "http/api/binder.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/ledger/projections/tables.h"
#include "domain/plate/plate.h"
#include "service/amend_passage.h"
#include "service/explain_hold.h"
#include "service/explain_passage.h"
#include "service/show_passage.h"

namespace cleangate::http {
namespace {

namespace table = ledger::passages;

Result<std::optional<WallTime>> time_parameter(const Request& request, std::string_view name) {
  auto text = std::string(request.query_value(name).value_or(""));
  if (text.empty()) return std::optional<WallTime>();
  std::ranges::replace(text, ' ', '+');  // "+08:00" that was not escaped
  const auto time = parse_rfc3339(text);
  if (!time) {
    return fail(ErrorCode::invalid,
                std::string(name) + ": must be RFC 3339 with offset, 2026-12-12T12:00:00+08:00");
  }
  return std::optional(*time);
}

Result<Response> list_passages(service::Queries& queries, const Request& request,
                               const rules::FindPack& find) {
  auto filter = TRY(passage_filter(request));
  const auto limit = filter.limit;
  filter.limit += 1;  // one more tells whether there is a next page
  auto found = TRY(queries.find_passages(filter));
  auto& rows = found.rows;
  Json next = found.go_on_before ? Json(std::to_string(*found.go_on_before)) : Json();
  if (rows.size() > limit) {
    rows.resize(limit);
    next = std::to_string(ledger::integer(rows.back()[table::kIndex]));
  }
  Json items = Json::array();
  for (const auto& row : rows) items.push(service::show_passage(row, find));
  return json_response(Json::object({{"items", std::move(items)}, {"next", std::move(next)}}));
}

Result<ledger::Row> row_of(service::Queries& queries, const Request& request) {
  const auto id = parse_uuid(request.parameter("id"));
  if (!id) return fail(ErrorCode::not_found, "no such passage");
  auto row = TRY(queries.passage(*id));
  if (!row) return fail(ErrorCode::not_found, "no such passage");
  return *std::move(row);
}

/// Where the photo lies: its entry names it by its place among the entry's own photos.
Result<service::MediaLocation> place_of(service::Queries& queries, const Json::Array& photos,
                                        std::size_t wanted) {
  const auto entry = photos[wanted]["entry"].integer();
  if (!entry) return fail(ErrorCode::not_found, "this photo could not be stored");
  std::size_t place = 0;
  for (std::size_t i = 0; i < wanted; ++i) place += photos[i]["entry"].integer() == entry ? 1 : 0;
  const auto places = TRY(queries.media_of(static_cast<std::uint64_t>(*entry)));
  if (place >= places.size()) {
    return fail(ErrorCode::corrupt, "the place of this photo is not known");
  }
  return places[place];
}

Result<Response> photo(service::Queries& queries, service::MediaStore& media,
                       const Request& request) {
  const auto row = TRY(row_of(queries, request));
  const auto photos = TRY(parse_json(ledger::text(row[table::kPhotos])));
  const auto wanted = parse_integer(request.parameter("n"));
  if (!wanted || static_cast<std::size_t>(*wanted) >= photos.items().size()) {
    return fail(ErrorCode::not_found, "no such photo");
  }
  const auto n = static_cast<std::size_t>(*wanted);
  const Json& item = photos.items()[n];
  const auto location = TRY(place_of(queries, photos.items(), n));
  const auto bytes = TRY(from_hex(item["sha256"].text().value_or("")));
  const auto hash = TRY(hash_from_bytes(bytes));
  // The type is what the camera said: nothing but a picture may be shown by a browser.
  const std::string mime(item["mime"].text().value_or(""));
  const bool is_picture = mime.starts_with("image/");
  return stored_content(TRY(media.read(location, hash)),
                        is_picture ? mime : "application/octet-stream");
}

/// What became of the hold stands on the disk: off the plant's executor, and back.
void explain(Api::Parts& parts, const std::string& id, Error conflict, service::Reply reply) {
  parts.queries.post(
      [&parts, id, conflict = std::move(conflict), reply = std::move(reply)]() mutable {
        const auto uuid = parse_uuid(id);
        auto row = uuid ? parts.plant.queries.passage(*uuid) : std::optional<ledger::Row>();
        auto error = row ? service::explain_hold(*row, std::move(conflict)) : row.error();
        parts.plant.executor.post([error = std::move(error), reply = std::move(reply)]() mutable {
          reply(std::unexpected(std::move(error)));
        });
      });
}

/// The log's part is read off the plant's executor; what was in force is known on it.
void explain_decision(Api::Parts& parts, const Request& request, Respond respond) {
  auto& queries = parts.plant.queries;
  auto row = row_of(queries, request);
  auto decided = row ? service::find_decision(queries, *row) : std::unexpected(row.error());
  if (!decided) return respond(problem(decided.error()));
  parts.plant.executor.post([&parts, row = *std::move(row), decided = *std::move(decided),
                             respond = std::move(respond)]() mutable {
    respond(json_response(service::explain_passage(parts.plant, row, decided)));
  });
}

}  // namespace

std::optional<std::string> query_word(const Request& request, std::string_view name) {
  const auto value = request.query_value(name);
  return value && !value->empty() ? std::optional<std::string>(*value) : std::nullopt;
}

Result<std::optional<std::string>> query_word_of(const Request& request, std::string_view name,
                                                 std::initializer_list<std::string_view> words) {
  auto value = query_word(request, name);
  if (!value || std::ranges::find(words, *value) != words.end()) return value;
  std::string list;
  for (const auto each : words) list += (list.empty() ? "" : ", ") + std::string(each);
  return fail(ErrorCode::invalid, std::string(name) + ": must be one of " + list);
}

Result<std::optional<std::uint64_t>> page_cursor(const Request& request) {
  const auto cursor = query_word(request, "cursor");
  if (!cursor) return std::optional<std::uint64_t>();
  const auto index = parse_integer(*cursor);
  if (!index) return fail(ErrorCode::invalid, "cursor: use the \"next\" of the page before");
  return std::optional(static_cast<std::uint64_t>(*index));
}

Result<std::optional<std::string>> plate_part(const Request& request) {
  const auto text = query_word(request, "q");
  if (!text) return std::optional<std::string>();
  auto part = plate::normalise(*text);
  if (part.empty()) return fail(ErrorCode::invalid, "q: a plate or a part of one");
  return std::optional(std::move(part));
}

Response stored_content(std::string bytes, std::string_view mime) {
  Response response;
  response.body = std::move(bytes);
  response.headers.set("Content-Type", std::string(mime));
  // A browser that shows a picture alone sets it with styles of its own.
  response.headers.set("Content-Security-Policy",
                       "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  response.headers.set("Cache-Control", "private, max-age=31536000, immutable");
  response.headers.set("X-Content-Type-Options", "nosniff");
  return response;
}

Result<std::size_t> page_limit(const Request& request) {
  const auto limit = query_word(request, "limit");
  if (!limit) return kDefaultPage;
  const auto count = parse_integer(*limit);
  if (!count || *count < 1 || static_cast<std::size_t>(*count) > kMaxPage) {
    return fail(ErrorCode::invalid, "limit: must be 1 to 500");
  }
  return static_cast<std::size_t>(*count);
}

Result<service::PassageFilter> passage_filter(const Request& request) {
  service::PassageFilter filter;
  if (const auto plate = query_word(request, "plate")) filter.plate = plate::normalise(*plate);
  filter.part = TRY(plate_part(request));
  filter.lane = query_word(request, "lane");
  filter.hold =
      TRY(query_word_of(request, "hold", {"open", "admitted", "refused", "expired", "left"}));
  filter.direction = TRY(query_word_of(request, "direction", {"in", "out"}));
  filter.verdict = TRY(query_word_of(request, "verdict", {"admit", "refuse", "hold"}));
  filter.outcome = TRY(
      query_word_of(request, "outcome", {"pending", "crossed", "turned_back", "left", "unknown"}));
  filter.from = TRY(time_parameter(request, "from"));
  filter.to = TRY(time_parameter(request, "to"));
  filter.before_index = TRY(page_cursor(request));
  filter.limit = TRY(page_limit(request));
  return filter;
}

void Api::Binder::bind_passages() {
  query({"listPassages", "GET", "/api/v1/passages", Role::viewer},
        [parts = &parts](service::Queries& queries, const Request& request) {
          return list_passages(queries, request, parts->plant.state.rules().find_pack());
        });
  query({"getPassage", "GET", "/api/v1/passages/{id}", Role::viewer},
        [parts = &parts](service::Queries& queries, const Request& request) -> Result<Response> {
          return json_response(service::show_passage(TRY(row_of(queries, request)),
                                                     parts->plant.state.rules().find_pack()));
        });
  router.add({"explainPassage", "GET", "/api/v1/passages/{id}/why", Role::viewer},
             [all = &parts](Request request, Respond respond) {
               all->queries.post(
                   [all, request = std::move(request), respond = std::move(respond)]() mutable {
                     explain_decision(*all, request, std::move(respond));
                   });
             });
  query({"getPassagePhoto", "GET", "/api/v1/passages/{id}/photos/{n}", Role::viewer},
        [parts = &parts](service::Queries& queries, const Request& request) {
          return photo(queries, parts->plant.media, request);
        });
  write({"resolvePassage", "POST", "/api/v1/passages/{id}/resolve", Role::guard}, 200,
        [parts = &parts](service::Plant&, const Request& request, const Json& body,
                         const auto& actor, auto reply) {
          const std::string id(request.parameter("id"));
          parts->gate_keeper.resolve(
              id, body, actor, [parts, id, reply = std::move(reply)](Result<Json> result) mutable {
                if (result || result.error().code != ErrorCode::conflict) {
                  return reply(std::move(result));
                }
                explain(*parts, id, std::move(result).error(), std::move(reply));
              });
        });
  write({"amendPassage", "POST", "/api/v1/passages/{id}/amend", Role::guard}, 200,
        [parts = &parts](service::Plant& plant, const Request& request, const Json& body,
                         const auto& actor, auto reply) {
          // What it says now stands on the disk, so off the plant's executor and back.
          parts->queries.post([&plant, request = request, body = body, actor = actor,
                               reply = std::move(reply)]() mutable {
            auto row = row_of(plant.queries, request);
            plant.executor.post([&plant, body = std::move(body), actor = std::move(actor),
                                 row = std::move(row), reply = std::move(reply)]() mutable {
              if (!row) return reply(std::unexpected(row.error()));
              service::amend_passage(plant, *row, body, actor, std::move(reply));
            });
          });
        });
}

}  // namespace cleangate::http
