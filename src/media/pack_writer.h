#pragma once
// Appends photos to pack files, one group and one sync at a time. Blocking, one thread. Never
// overwrites a byte that was acknowledged or whose origin is in doubt, and never trusts a file
// again after a failed sync: it goes on in a new pack.

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "media/file_layer.h"
#include "service/ports/media_store.h"

namespace cleangate::media {

using service::MediaLocation;
using service::PhotoBytes;

struct PackOptions {
  std::string folder;                                   ///< made when it is not there
  std::uint64_t pack_bytes = kPackBytes;                ///< then the next pack begins
  std::uint64_t keep_free_bytes = kMediaKeepFreeBytes;  ///< left to others on the same disk
};

class PackWriter {
 public:
  /// Finds the end of the last pack and goes on there when its records reach exactly to the end
  /// of the file; behind a torn write or damage it begins a new pack. A folder that cannot be read
  /// or written is logged and tried again with each group: media trouble never stops the gate.
  /// `files`: shared with the readers, and kept as long as a call hangs in it.
  PackWriter(PackOptions options, std::shared_ptr<FileLayer> files);

  /// All photos, or none, are durable when it returns. A group that no longer fits begins a new
  /// pack; a group larger than a pack makes a larger pack. Errors: full, unavailable.
  [[nodiscard]] Result<std::vector<MediaLocation>> append(
      std::span<const PhotoBytes* const> photos);

 private:
  struct Pack {
    std::uint32_t number;
    std::unique_ptr<File> file;
    std::uint64_t end;  ///< where the next record goes
  };

  /// Errors: unavailable, full.
  Result<void> discover();
  Result<void> begin_pack();
  Result<void> write(std::uint64_t offset, std::vector<std::string_view> pieces);

  PackOptions options_;
  std::shared_ptr<FileLayer> files_;
  std::optional<Pack> pack_;       ///< none after trouble and before the first photo
  bool is_known_ = false;          ///< the packs that exist were listed
  std::uint32_t last_number_ = 0;  ///< of the packs that exist
};

}  // namespace cleangate::media
