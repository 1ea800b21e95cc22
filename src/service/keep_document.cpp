#include "service/keep_document.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/limits.h"
#include "domain/ledger/projections/rules_tables.h"
#include "domain/ledger/projections/tables.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
namespace table = ledger::documents;

Json shown(const std::string& hash) {
  return Json::object({{"sha256", hash}, {"url", "/api/v1/documents/" + hash}});
}

}  // namespace

void keep_document(Plant& plant, PhotoBytes content, std::string mime, const std::string& name,
                   const Actor& actor, Reply reply) {
  const auto hash = to_hex(content.sha256);
  const auto& kept = plant.state.orders().documents();
  if (const auto known = kept.find(hash); known != kept.end()) {
    Json answer = shown(hash);
    answer.set("index", known->second.entry);
    return reply(std::move(answer));
  }
  if (kept.size() >= kMaxDocuments) {
    return reply(fail(ErrorCode::conflict, "there are " + std::to_string(kMaxDocuments) +
                                               " documents; no more are kept"));
  }
  if (name.size() > kMaxNoteBytes) return reply(fail(ErrorCode::too_large, "name: is too long"));
  Draft draft = make_draft(plant, ledger::Kind::evidence, actor);
  draft.payload.set(Field::subject, "document").set_if(Field::note, name);
  append_with_paper(plant, std::move(draft), std::move(content), std::move(mime), shown(hash),
                    std::move(reply));
}

Result<Evidence> read_document(Queries& queries, MediaStore& media, std::string_view sha256) {
  for (const auto& row : TRY(queries.rows(table::kTable))) {
    if (ledger::text(row[table::kSha256]) != sha256) continue;
    return read_paper(queries, media, {row[table::kIndex], row[table::kPlace], row[table::kMime]},
                      sha256);
  }
  return fail(ErrorCode::not_found, "no such document");
}

}  // namespace cleangate::service
