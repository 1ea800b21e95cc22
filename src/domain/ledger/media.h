#pragma once
// The files that an entry names: photos, clips, documents. Pure; the bytes are kept elsewhere.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"

namespace cleangate::ledger {

/// A photo, clip or document that an entry names.
struct MediaItem {
  Hash sha256;
  std::uint64_t size = 0;  ///< bytes
  std::string kind;        ///< scene | plate | body | extra | document
  std::string mime;
  bool decodable = true;  ///< false: kept byte for byte, but no viewer opens it
  bool operator==(const MediaItem&) const = default;
};
/// Per item: hash 32, size u64, kind and mime as u16 length + bytes, decodable u8; big-endian.
[[nodiscard]] std::string encode(const std::vector<MediaItem>& media);
/// Errors: corrupt.
[[nodiscard]] Result<std::vector<MediaItem>> decode_media(std::string_view bytes);
/// RFC 6962 root over the encoded items.
[[nodiscard]] Hash media_root(const std::vector<MediaItem>& media);

}  // namespace cleangate::ledger
