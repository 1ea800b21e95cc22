#include "media/pack_format.h"

#include <fmt/format.h>

#include <limits>

#include "base/encoding.h"
#include "base/text.h"

namespace cleangate::media {
namespace {

constexpr std::string_view kMagic = "CGPK";  // never change: stored
constexpr std::uint16_t kVersion = 1;        // never change: stored
constexpr std::size_t kCheckOffset = kHeaderBytes - 8;
constexpr std::string_view kSuffix = ".pack";

}  // namespace

std::string encode_header(const RecordHeader& header) {
  std::string out;
  out.reserve(kHeaderBytes);
  out += kMagic;
  put_u16(out, kVersion);
  put_u16(out, kHeaderBytes);
  put_u32(out, header.length);
  put_u32(out, 0);
  out += header.sha256.view();
  put_u64(out, 0);
  out += sha256(out).view().substr(0, 8);
  return out;
}

Result<RecordHeader> decode_header(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes) return fail(ErrorCode::corrupt, "record header cut short");
  const std::string_view head = bytes.substr(0, kHeaderBytes);
  if (!head.starts_with(kMagic)) return fail(ErrorCode::corrupt, "no record starts here");
  if (sha256(head.substr(0, kCheckOffset)).view().substr(0, 8) != head.substr(kCheckOffset)) {
    return fail(ErrorCode::corrupt, "record header damaged");
  }
  ByteReader reader(head.substr(kMagic.size()));
  const std::uint16_t version = TRY(reader.u16());
  if (version != kVersion) {
    return fail(ErrorCode::corrupt,
                fmt::format("record version {} is of a newer program", version));
  }
  (void)TRY(reader.u16());
  RecordHeader header;
  header.length = TRY(reader.u32());
  (void)TRY(reader.u32());
  const std::string_view hash = TRY(reader.take(header.sha256.bytes.size()));
  header.sha256 = TRY(hash_from_bytes(hash));
  return header;
}

std::uint64_t record_bytes(std::uint64_t photo_length) {
  return (kHeaderBytes + photo_length + kRecordAlign - 1) / kRecordAlign * kRecordAlign;
}

std::string pack_name(std::uint32_t number) {
  return fmt::format("{:06}{}", number, kSuffix);
}

std::optional<std::uint32_t> pack_number(std::string_view name) {
  if (!name.ends_with(kSuffix)) return std::nullopt;
  const auto number = parse_integer(name.substr(0, name.size() - kSuffix.size()));
  if (!number || *number < 1 || *number > std::numeric_limits<std::uint32_t>::max()) {
    return std::nullopt;
  }
  const auto value = static_cast<std::uint32_t>(*number);
  return name == pack_name(value) ? std::optional(value) : std::nullopt;
}

}  // namespace cleangate::media
