#include "device/camera/photo.h"

#include "base/encoding.h"
#include "base/limits.h"

namespace cleangate::camera {
namespace {

// ISO/IEC 10918-1, table B.1
constexpr std::uint8_t kStartOfImage = 0xD8;
constexpr std::uint8_t kEndOfImage = 0xD9;
constexpr std::uint8_t kStartOfScan = 0xDA;
constexpr std::uint8_t kTemporary = 0x01;
constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1A\n", 8};

bool is_restart(std::uint8_t marker) {
  return marker >= 0xD0 && marker <= 0xD7;
}

/// SOF0 to SOF15 without DHT, JPG and DAC, which share the range.
bool is_frame_header(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/// The marker after any fill bytes; fails at the end or where no marker stands.
Result<std::uint8_t> next_marker(ByteReader& reader) {
  if (TRY(reader.u8()) != 0xFF) return fail(ErrorCode::invalid, "no marker");
  std::uint8_t marker = 0xFF;
  while (marker == 0xFF) marker = TRY(reader.u8());
  return marker;
}

bool has_area(std::string_view frame_header) {
  ByteReader reader(frame_header);
  const auto precision = reader.u8();
  const auto height = reader.u16();
  const auto width = reader.u16();
  return precision && height && width && *height > 0 && *width > 0;
}

Result<bool> walk(std::string_view bytes) {
  ByteReader reader(bytes);
  if (TRY(next_marker(reader)) != kStartOfImage) return false;
  bool framed = false;
  while (true) {
    const std::uint8_t marker = TRY(next_marker(reader));
    if (marker == kEndOfImage || marker == kStartOfImage) return false;
    if (is_restart(marker) || marker == kTemporary) continue;  // these have no length
    const std::uint16_t length = TRY(reader.u16());
    if (length < 2) return false;
    const std::string_view segment = TRY(reader.take(length - 2u));
    if (is_frame_header(marker)) {
      if (!has_area(segment)) return false;
      framed = true;
    }
    if (marker == kStartOfScan) return framed && !reader.done();
  }
}

}  // namespace

std::string_view mime_of(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xD8")) return "image/jpeg";
  if (bytes.starts_with(kPngSignature)) return "image/png";
  return "application/octet-stream";
}

bool is_decodable_jpeg(std::string_view bytes) {
  const Result<bool> sound = walk(bytes);
  return sound && *sound;
}

Photo make_photo(std::string kind, std::string name, std::string bytes) {
  Photo photo;
  photo.kind = std::move(kind);
  photo.mime = mime_of(bytes);
  photo.decodable = is_decodable_jpeg(bytes);
  photo.bytes = std::move(bytes);
  photo.name = std::move(name);
  return photo;
}

bool add_photo(std::vector<Photo>& photos, Photo photo) {
  if (photos.size() >= kMaxPhotos) return false;
  photos.push_back(std::move(photo));
  return true;
}

}  // namespace cleangate::camera
