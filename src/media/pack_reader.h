#pragma once
// Reads photos back out of the pack files, and walks them. Any thread; opens a file per call and
// keeps none. Never writes, so `verify` may run it on a folder of a running server.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "media/file_layer.h"
#include "service/ports/media_store.h"

namespace cleangate::media {

using service::MediaLocation;

/// How far the records of a pack reach.
struct PackEnd {
  std::uint64_t records_end = 0;  ///< behind the last record of the unbroken row from the start
  std::uint64_t file_end = 0;     ///< the same unless a write was torn or bytes were damaged
  [[nodiscard]] bool clean() const { return records_end == file_end; }
};

class PackReader {
 public:
  /// `files`: shared because a reader may still hang in a dead disk when its owner goes.
  PackReader(std::shared_ptr<FileLayer> files, std::string folder)
      : files_(std::move(files)), folder_(std::move(folder)) {}

  /// The photo, its hash checked. Errors: not_found (no such pack), corrupt (no record of that
  /// length and hash there, or its bytes changed), too_large (longer than any photo we took).
  [[nodiscard]] Result<std::string> read(const MediaLocation& location, const Hash& sha256) const;
  /// read() without the photo, for `verify`.
  [[nodiscard]] Result<void> check(const MediaLocation& location, const Hash& sha256) const;

  /// Pack numbers in the folder, ascending; other files are passed over.
  [[nodiscard]] Result<std::vector<std::uint32_t>> packs() const;
  /// Calls `found` for every record header of a pack in order, and goes on behind damage. The
  /// photos themselves are not read. For rebuilding locations.
  [[nodiscard]] Result<PackEnd> walk(
      std::uint32_t pack,
      const std::function<void(const MediaLocation&, const Hash&)>& found) const;

 private:
  [[nodiscard]] std::string path_of(std::uint32_t pack) const;

  std::shared_ptr<FileLayer> files_;
  std::string folder_;
};

}  // namespace cleangate::media
