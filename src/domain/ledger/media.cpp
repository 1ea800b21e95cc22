#include "domain/ledger/media.h"

#include <limits>
#include <stdexcept>

#include "base/encoding.h"
#include "domain/ledger/merkle.h"

namespace cleangate::ledger {
namespace {

void put_text(std::string& out, std::string_view text) {
  if (text.size() > std::numeric_limits<std::uint16_t>::max()) {
    throw std::length_error("media item: text too long");
  }
  put_u16(out, static_cast<std::uint16_t>(text.size()));
  out += text;
}

Result<std::string> read_text(ByteReader& reader) {
  const std::uint16_t length = TRY(reader.u16());
  return std::string(TRY(reader.take(length)));
}

void put_item(std::string& out, const MediaItem& item) {
  out += item.sha256.view();
  put_u64(out, item.size);
  put_text(out, item.kind);
  put_text(out, item.mime);
  out.push_back(item.decodable ? '\1' : '\0');
}

Result<MediaItem> read_item(ByteReader& reader) {
  MediaItem item;
  const std::string_view hash = TRY(reader.take(sizeof(Hash::bytes)));
  item.sha256 = TRY(hash_from_bytes(hash));
  item.size = TRY(reader.u64());
  item.kind = TRY(read_text(reader));
  item.mime = TRY(read_text(reader));
  const std::uint8_t decodable = TRY(reader.u8());
  if (decodable > 1) return fail(ErrorCode::corrupt, "decodable is neither 0 nor 1");
  item.decodable = decodable == 1;
  return item;
}

}  // namespace

std::string encode(const std::vector<MediaItem>& media) {
  std::string out;
  for (const MediaItem& item : media) put_item(out, item);
  return out;
}

Result<std::vector<MediaItem>> decode_media(std::string_view bytes) {
  std::vector<MediaItem> media;
  ByteReader reader(bytes);
  while (!reader.done()) {
    auto item = read_item(reader);
    if (!item) return fail(ErrorCode::corrupt, "media: " + item.error().message);
    media.push_back(*std::move(item));
  }
  return media;
}

Hash media_root(const std::vector<MediaItem>& media) {
  CompactRange range;
  std::string bytes;
  for (const MediaItem& item : media) {
    bytes.clear();
    put_item(bytes, item);
    range.append(leaf_hash(bytes));
  }
  return range.root();
}

}  // namespace cleangate::ledger
