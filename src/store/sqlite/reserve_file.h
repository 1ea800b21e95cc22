#pragma once
// Disk space kept aside for exits, manual lifts and gaps: a file of kReserveFileBytes that is
// deleted when the disk is full and made again when there is ample room. One thread.

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"

namespace cleangate::store {

/// Where the reserve of a database stands: reserve.bin beside it.
[[nodiscard]] std::string reserve_path(const std::string& database);

class ReserveFile {
 public:
  /// Free bytes of the file system that holds a path.
  using FreeSpace = std::function<Result<std::uint64_t>(const std::string& path)>;
  /// `bytes` 0: no reserve is kept, nothing is ever refused. `free_space` empty: the system's.
  ReserveFile(std::string path, std::uint64_t bytes, FreeSpace free_space = {});

  /// Makes the file with blocks of its own (no hole), when it is missing or too small and
  /// `margin` times its size is free. Errors: full, unavailable.
  Result<void> create(std::uint64_t margin = 1);
  /// Gives its space back. True when there was something to give.
  bool release();
  /// False: the disk was or is full, only entries that may draw on the reserve are taken.
  [[nodiscard]] bool is_whole() const { return bytes_ == 0 || whole_; }

 private:
  std::string path_;
  std::uint64_t bytes_;
  FreeSpace free_space_;
  bool whole_ = false;
};

}  // namespace cleangate::store
