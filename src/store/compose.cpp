#include "store/compose.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/limits.h"
#include "domain/ledger/merkle.h"

namespace cleangate::store {

Result<PreparedEntry> prepare(service::Draft draft, Random& random) {
  if (draft.device.size() > kMaxDeviceIdBytes) {
    return fail(ErrorCode::invalid, fmt::format("the device id has {} bytes, at most {} can be "
                                                "logged",
                                                draft.device.size(), kMaxDeviceIdBytes));
  }
  if (draft.locations.size() != draft.media.size()) {
    return fail(ErrorCode::invalid, fmt::format("{} media items with {} locations",
                                                draft.media.size(), draft.locations.size()));
  }
  PreparedEntry out;
  out.payload = ledger::encode(draft.payload);
  out.salts = ledger::make_salts(draft.payload, random);
  out.media = ledger::encode(draft.media);
  const auto committed = ledger::commitment(draft.payload, out.salts);
  if (!committed) throw std::logic_error("salts do not fit: " + committed.error().message);
  ledger::Entry& entry = out.logged.entry;
  entry.kind = draft.kind;
  entry.event_id = draft.event_id;
  entry.event_time = draft.event_time;
  entry.clock_quality = draft.clock_quality;
  entry.device = std::move(draft.device);
  entry.device_sequence = draft.device_sequence;
  entry.payload_commitment = *committed;
  entry.media_root = ledger::media_root(draft.media);
  out.logged.payload = std::move(draft.payload);
  out.logged.media = std::move(draft.media);
  out.locations = std::move(draft.locations);
  return out;
}

void seal(PreparedEntry& entry, std::uint64_t index, WallTime log_time) {
  entry.logged.entry.index = index;
  entry.logged.entry.log_time = log_time;
  entry.entry = ledger::encode(entry.logged.entry);
  entry.leaf = ledger::leaf_hash(entry.entry);
}

Result<ledger::LoggedEntry> decode_logged(std::string_view entry, std::string_view payload,
                                          std::string_view media) {
  ledger::LoggedEntry out;
  out.entry = TRY(ledger::decode_entry(entry));
  out.payload = TRY(ledger::decode_payload(payload));
  out.media = TRY(ledger::decode_media(media));
  return out;
}

}  // namespace cleangate::store
