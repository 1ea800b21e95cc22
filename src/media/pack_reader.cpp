#include "media/pack_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/limits.h"
#include "media/pack_format.h"

namespace cleangate::media {

std::string PackReader::path_of(std::uint32_t pack) const {
  return folder_ + "/" + pack_name(pack);
}

Result<std::string> PackReader::read(const MediaLocation& location, const Hash& sha256) const {
  if (location.length > kMaxBodyBytes) {
    return fail(ErrorCode::too_large, "a photo is never longer than a message");
  }
  const auto where = fmt::format("pack {} offset {}", location.pack, location.offset);
  const auto file = TRY(files_->open(path_of(location.pack), OpenMode::read));
  const auto header = decode_header(TRY(file->read_at(location.offset, kHeaderBytes)));
  if (!header) return std::unexpected(with_context(header.error(), where));
  if (header->length != location.length || header->sha256 != sha256) {
    return fail(ErrorCode::corrupt, where + ": another photo lies here");
  }
  std::string bytes = TRY(file->read_at(location.offset + kHeaderBytes, location.length));
  if (bytes.size() != location.length || cleangate::sha256(bytes) != sha256) {
    return fail(ErrorCode::corrupt, where + ": the photo's bytes were changed or cut");
  }
  return bytes;
}

Result<void> PackReader::check(const MediaLocation& location, const Hash& sha256) const {
  (void)TRY(read(location, sha256));
  return {};
}

Result<std::vector<std::uint32_t>> PackReader::packs() const {
  std::vector<std::uint32_t> numbers;
  const auto names = TRY(files_->list(folder_));
  for (const auto& name : names) {
    if (const auto number = pack_number(name)) numbers.push_back(*number);
  }
  std::ranges::sort(numbers);
  return numbers;
}

Result<PackEnd> PackReader::walk(
    std::uint32_t pack, const std::function<void(const MediaLocation&, const Hash&)>& found) const {
  const auto file = TRY(files_->open(path_of(pack), OpenMode::read));
  PackEnd end{.records_end = 0, .file_end = TRY(file->size())};
  bool unbroken = true;
  std::uint64_t offset = 0;
  while (offset < end.file_end) {
    const auto header = decode_header(TRY(file->read_at(offset, kHeaderBytes)));
    const std::uint64_t next = header ? offset + record_bytes(header->length) : 0;
    if (!header || next > end.file_end) {
      unbroken = false;
      offset += kRecordAlign;
      continue;
    }
    found({.pack = pack, .offset = offset, .length = header->length}, header->sha256);
    if (unbroken) end.records_end = next;
    offset = next;
  }
  return end;
}

}  // namespace cleangate::media
