#pragma once
// The bytes of a pack file: photos one after another, append only. Pure, any thread.
//
//   pack   = record*                            each record starts at a multiple of kRecordAlign
//   record = magic "CGPK" | version u16 = 1 | header size u16 = 64 | length u32 | 0 u32
//            | sha256[32] of the photo | 0 u64 | check u64 | photo[length] | zeros to kRecordAlign
//
// Integers are big-endian; check = the first 8 bytes of SHA-256 over the 56 bytes before it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"

namespace cleangate::media {

/// Whole pages: an append never rewrites part of one, and a scan finds the next record again
/// behind a damaged one.
inline constexpr std::size_t kRecordAlign = 4096;
inline constexpr std::size_t kHeaderBytes = 64;

struct RecordHeader {
  std::uint32_t length = 0;  ///< of the photo, bytes
  Hash sha256;
  bool operator==(const RecordHeader&) const = default;
};

[[nodiscard]] std::string encode_header(const RecordHeader& header);
/// Reads the first kHeaderBytes. Errors: corrupt (short, magic, version, check).
[[nodiscard]] Result<RecordHeader> decode_header(std::string_view bytes);
/// Header, photo and padding.
[[nodiscard]] std::uint64_t record_bytes(std::uint64_t photo_length);

/// "000001.pack"
[[nodiscard]] std::string pack_name(std::uint32_t number);
/// nullopt for a name that pack_name() never gives.
[[nodiscard]] std::optional<std::uint32_t> pack_number(std::string_view name);

}  // namespace cleangate::media
