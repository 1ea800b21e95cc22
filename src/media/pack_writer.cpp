#include "media/pack_writer.h"

#include <fmt/format.h>

#include <array>

#include "base/log.h"
#include "media/pack_format.h"
#include "media/pack_reader.h"

namespace cleangate::media {
namespace {

constexpr std::size_t kMaxTakenNumbers = 16;  // files that appeared behind our back

std::string_view padding(std::size_t photo_length) {
  static constexpr std::array<char, kRecordAlign> kZeros{};
  return {kZeros.data(),
          static_cast<std::size_t>(record_bytes(photo_length) - kHeaderBytes - photo_length)};
}

/// Drops the first `count` bytes of the row.
std::span<std::string_view> without_first(std::span<std::string_view> pieces, std::size_t count) {
  while (!pieces.empty() && count >= pieces.front().size()) {
    count -= pieces.front().size();
    pieces = pieces.subspan(1);
  }
  if (!pieces.empty()) pieces.front().remove_prefix(count);
  return pieces;
}

}  // namespace

PackWriter::PackWriter(PackOptions options, std::shared_ptr<FileLayer> files)
    : options_(std::move(options)), files_(std::move(files)) {
  if (const auto found = discover(); !found) {
    log_event(LogLevel::error, "media.cannot_write",
              {{"folder", options_.folder}, {"error", found.error().message}});
  }
}

Result<void> PackWriter::discover() {
  TRY(files_->make_folder(options_.folder));
  const PackReader reader(files_, options_.folder);
  const auto numbers = TRY(reader.packs());
  is_known_ = true;
  if (numbers.empty()) return {};
  last_number_ = numbers.back();
  const auto end = TRY(reader.walk(last_number_, [](const MediaLocation&, const Hash&) {}));
  if (!end.clean()) return {};
  auto file = TRY(files_->open(options_.folder + "/" + pack_name(last_number_), OpenMode::write));
  pack_ = Pack{last_number_, std::move(file), end.records_end};
  return {};
}

Result<std::vector<MediaLocation>> PackWriter::append(std::span<const PhotoBytes* const> photos) {
  if (!is_known_) TRY(discover());
  std::uint64_t total = 0;
  for (const PhotoBytes* photo : photos) total += record_bytes(photo->bytes.size());
  if (TRY(files_->free_bytes(options_.folder)) < options_.keep_free_bytes + total) {
    return fail(ErrorCode::full,
                fmt::format("less than {} MB would stay free: delete old media or add a disk",
                            options_.keep_free_bytes >> 20));
  }
  const bool fits = pack_ && (pack_->end == 0 || pack_->end + total <= options_.pack_bytes);
  if (!fits) TRY(begin_pack());

  std::vector<std::string> headers;
  std::vector<std::string_view> pieces;
  std::vector<MediaLocation> locations;
  headers.reserve(photos.size());
  std::uint64_t offset = pack_->end;
  for (const PhotoBytes* photo : photos) {
    const auto length = static_cast<std::uint32_t>(photo->bytes.size());
    headers.push_back(encode_header({length, photo->sha256}));
    pieces.insert(pieces.end(), {headers.back(), photo->bytes, padding(length)});
    locations.push_back({pack_->number, offset, length});
    offset += record_bytes(length);
  }
  if (auto written = write(pack_->end, std::move(pieces)); !written) {
    // On a full disk the pack is sound up to its end, and what lies behind is our own.
    if (written.error().code != ErrorCode::full) pack_.reset();
    return std::unexpected(std::move(written).error());
  }
  if (auto synced = pack_->file->sync(); !synced) {
    // The kernel may drop dirty pages after a failed sync and report the next one as done.
    pack_.reset();
    return std::unexpected(std::move(synced).error());
  }
  pack_->end = offset;
  return locations;
}

Result<void> PackWriter::begin_pack() {
  pack_.reset();
  for (std::size_t tries = 0; tries < kMaxTakenNumbers; ++tries) {
    const std::uint32_t number = ++last_number_;
    auto file = files_->open(options_.folder + "/" + pack_name(number), OpenMode::create);
    if (!file && file.error().code == ErrorCode::conflict) continue;
    if (!file) {
      --last_number_;
      return std::unexpected(std::move(file).error());
    }
    // The name must be durable before a photo in it is.
    TRY(files_->sync_folder(options_.folder));
    pack_ = Pack{number, *std::move(file), 0};
    return {};
  }
  return fail(ErrorCode::unavailable, "pack files of others stand in " + options_.folder);
}

Result<void> PackWriter::write(std::uint64_t offset, std::vector<std::string_view> pieces) {
  std::span<std::string_view> rest(pieces);
  while (!rest.empty()) {
    const std::size_t written = TRY(pack_->file->write_at(offset, rest));
    if (written == 0) return fail(ErrorCode::unavailable, "the disk takes no more bytes");
    offset += written;
    rest = without_first(rest, written);
  }
  return {};
}

}  // namespace cleangate::media
