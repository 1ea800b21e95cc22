#pragma once
// Files as the photo store sees them, a port: the system's in app/, a disk that fails, fills up,
// hangs and loses unsynced bytes in tests and simulations. Calls block; any thread, but one file
// is written by one thread at a time.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cleangate::media {

class File {
 public:
  virtual ~File() = default;
  [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
  /// Fewer than `count` bytes only at the end of the file.
  [[nodiscard]] virtual Result<std::string> read_at(std::uint64_t offset, std::size_t count) = 0;
  /// Writes the pieces in a row, grows the file; gives the bytes written, which may be fewer.
  /// At most 1024 pieces are taken. Errors: full, unavailable.
  [[nodiscard]] virtual Result<std::size_t> write_at(std::uint64_t offset,
                                                     std::span<const std::string_view> pieces) = 0;
  /// Content and size are durable afterwards. After an error nothing is known of either.
  [[nodiscard]] virtual Result<void> sync() = 0;
};

enum class OpenMode : std::uint8_t {
  read,    ///< not_found when it is not there
  write,   ///< read and write; not_found when it is not there
  create,  ///< read and write; conflict when it is there
};

class FileLayer {
 public:
  virtual ~FileLayer() = default;
  [[nodiscard]] virtual Result<std::unique_ptr<File>> open(const std::string& path,
                                                           OpenMode mode) = 0;
  /// Names in the folder, sorted. Errors: not_found.
  [[nodiscard]] virtual Result<std::vector<std::string>> list(const std::string& folder) = 0;
  /// Durable when it returns; fine when the folder is there already.
  [[nodiscard]] virtual Result<void> make_folder(const std::string& folder) = 0;
  /// Makes names created in the folder durable.
  [[nodiscard]] virtual Result<void> sync_folder(const std::string& folder) = 0;
  /// What an ordinary user may still write there.
  [[nodiscard]] virtual Result<std::uint64_t> free_bytes(const std::string& folder) = 0;
};

}  // namespace cleangate::media
