#include "service/keep_evidence.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/limits.h"
#include "domain/ledger/projections/tables.h"
#include "service/register_vehicle.h"
#include "service/show_vehicle.h"
#include "service/use_case.h"

namespace cleangate::service {
namespace {

using ledger::Field;
namespace table = ledger::vehicle_evidence;

// First bytes: ISO/IEC 10918-1 B.1.1.3 (SOI and a marker), PNG 5.2, ISO 32000-1 7.5.2.
struct Signature {
  std::string_view bytes, mime;
};
constexpr Signature kSignatures[] = {{"\xFF\xD8\xFF", "image/jpeg"},
                                     {"\x89PNG\r\n\x1A\n", "image/png"},
                                     {"%PDF-", "application/pdf"}};

}  // namespace

Result<std::string> evidence_type(std::string_view bytes, std::string_view said) {
  if (bytes.size() > kMaxEvidenceBytes) return fail(ErrorCode::too_large, "at most 8 MB");
  const auto type = said.substr(0, said.find(';'));
  for (const auto& [begin, mime] : kSignatures) {
    if (bytes.starts_with(begin) && type == mime) return std::string(mime);
  }
  return fail(ErrorCode::invalid,
              "body: a JPEG, a PNG or a PDF, and Content-Type must say which of them");
}

Result<void> has_room_for_evidence(Queries& queries, const std::string& plate,
                                   const std::string& colour, const Hash& content) {
  const auto name = TRY(vehicle_name(plate, colour));
  const auto kept = TRY(queries.evidence_of(name.plate, plate::to_text(name.colour)));
  if (kept.size() < kMaxEvidenceKept) return {};
  const std::string hash = to_hex(content);
  const auto is_it = [&](const auto& row) { return ledger::text(row[table::kSha256]) == hash; };
  if (std::ranges::any_of(kept, is_it)) return {};
  return fail(ErrorCode::conflict, "this vehicle has " + std::to_string(kMaxEvidenceKept) +
                                       " photos and documents; no more are kept");
}

void keep_evidence(Plant& plant, const std::string& plate, const std::string& colour,
                   PhotoBytes content, std::string mime, const Actor& actor, Reply reply) {
  const auto name = vehicle_name(plate, colour);
  if (!name) return reply(std::unexpected(name.error()));
  if (!plant.state.vehicle(name->plate, name->colour) &&
      !plant.state.is_known(name->plate, name->colour, plant.now())) {
    return reply(fail(ErrorCode::not_found,
                      "this vehicle is not registered and never came: enter it first"));
  }
  Draft draft = make_draft(plant, ledger::Kind::evidence, actor);
  const std::string word(plate::to_text(name->colour));
  draft.payload.set(Field::plate, name->plate).set(Field::colour, word);
  const std::string hash = to_hex(content.sha256);
  Json answer = Json::object({{"sha256", hash}, {"url", evidence_url(name->plate, word, hash)}});
  append_with_paper(plant, std::move(draft), std::move(content), std::move(mime), std::move(answer),
                    std::move(reply));
}

Result<Evidence> read_evidence(Queries& queries, MediaStore& media, const std::string& plate,
                               const std::string& colour, std::string_view sha256) {
  const auto name = TRY(vehicle_name(plate, colour));
  for (const auto& row : TRY(queries.evidence_of(name.plate, plate::to_text(name.colour)))) {
    if (ledger::text(row[table::kSha256]) != sha256) continue;
    return read_paper(queries, media, {row[table::kIndex], row[table::kPlace], row[table::kMime]},
                      sha256);
  }
  return fail(ErrorCode::not_found, "no such evidence of this vehicle");
}

}  // namespace cleangate::service
