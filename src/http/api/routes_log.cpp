#include "base/encoding.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/ledger/payload.h"
#include "http/api/binder.h"

namespace cleangate::http {
namespace {

Result<std::uint64_t> number(const Request& request, std::string_view name) {
  const auto text = request.query_value(name);
  const auto value = text ? parse_integer(*text) : fail(ErrorCode::invalid, "");
  if (!value) return fail(ErrorCode::invalid, std::string(name) + ": must be a whole number");
  return static_cast<std::uint64_t>(*value);
}

Result<Response> list_entries(service::Queries& queries, const Request& request) {
  const auto limit = TRY(page_limit(request));
  const auto from = request.query_value("from") ? TRY(number(request, "from")) : 0;
  Json items = Json::array();
  std::uint64_t next = from;
  const auto entries = TRY(queries.entries(from, limit));  // lives as long as the loop
  for (const auto& raw : entries) {
    const auto payload = TRY(ledger::decode_payload(raw.payload));
    items.push(Json::object({{"index", raw.index},
                             {"entry", to_base64(raw.entry)},
                             {"leaf_hash", to_base64(raw.leaf.view())},
                             {"payload", payload.to_json()}}));
    next = raw.index + 1;
  }
  const bool more = items.items().size() == limit;
  return json_response(
      Json::object({{"items", std::move(items)}, {"next", more ? Json(next) : Json()}}));
}

Json proof_json(const std::vector<Hash>& proof) {
  Json out = Json::array();
  for (const auto& hash : proof) out.push(to_base64(hash.view()));
  return Json::object({{"proof", std::move(out)}});
}

ledger::SubtreeReader reader_of(service::Queries& queries) {
  return [&queries](unsigned level, std::uint64_t index) { return queries.subtree(level, index); };
}

/// C2SP tlog-tiles, entry bundles: each entry behind its length, u16.
Result<std::string> bundle(service::Queries& queries, const ledger::TilePath& path) {
  const auto from = path.index * ledger::kTileWidth;
  const auto entries = TRY(queries.entries(from, static_cast<std::size_t>(path.width)));
  if (entries.size() < path.width) return fail(ErrorCode::not_found, "no such tile");
  std::string out;
  for (const auto& raw : entries) {
    put_u16(out, static_cast<std::uint16_t>(raw.entry.size()));
    out += raw.entry;
  }
  return out;
}

Result<Response> tile(service::Queries& queries, const Request& request) {
  const auto path = ledger::parse_tile_path("tile/" + std::string(request.parameter("rest")));
  if (!path) return fail(ErrorCode::not_found, "no such tile");
  Response response;
  response.body =
      path->level == ledger::kEntriesLevel ? TRY(bundle(queries, *path)) : TRY(queries.tile(*path));
  response.headers.set("Content-Type", "application/octet-stream");
  response.headers.set("Cache-Control", "private, max-age=31536000, immutable");
  return response;
}

}  // namespace

void Api::Binder::bind_log() {
  query({"getCheckpoint", "GET", "/api/v1/log/checkpoint", Role::viewer},
        [](service::Queries& queries, const Request&) -> Result<Response> {
          return text_response(TRY(queries.checkpoint()));
        });
  query({"getTile", "GET", "/api/v1/log/tile/{rest*}", Role::viewer}, tile);
  query({"listEntries", "GET", "/api/v1/log/entries", Role::admin}, list_entries);
  query({"getInclusionProof", "GET", "/api/v1/log/proof/inclusion", Role::viewer},
        [](service::Queries& queries, const Request& request) -> Result<Response> {
          const auto index = TRY(number(request, "index"));
          const auto size = TRY(number(request, "size"));
          if (index >= size || size > TRY(queries.size())) {
            return fail(ErrorCode::invalid, "index, size: outside the log");
          }
          const auto proof = TRY(ledger::inclusion_proof(index, size, reader_of(queries)));
          return json_response(proof_json(proof));
        });
  query({"getConsistencyProof", "GET", "/api/v1/log/proof/consistency", Role::viewer},
        [](service::Queries& queries, const Request& request) -> Result<Response> {
          const auto from = TRY(number(request, "from"));
          const auto to = TRY(number(request, "to"));
          if (from > to || to > TRY(queries.size())) {
            return fail(ErrorCode::invalid, "from, to: outside the log");
          }
          const auto proof = TRY(ledger::consistency_proof(from, to, reader_of(queries)));
          return json_response(proof_json(proof));
        });
}

}  // namespace cleangate::http
