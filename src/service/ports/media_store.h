#pragma once
// Where photos go. Content is named by SHA-256 in the entry; where it lies is not sealed.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/executor.h"
#include "base/hash.h"
#include "base/result.h"

namespace cleangate::service {

struct MediaLocation {
  std::uint32_t pack = 0;
  std::uint64_t offset = 0;
  std::uint32_t length = 0;
  bool operator==(const MediaLocation&) const = default;
};

struct PhotoBytes {
  std::string bytes;
  Hash sha256;  ///< computed by the caller, off the plant's executor
};

class MediaStore {
 public:
  using Done = std::move_only_function<void(Result<std::vector<MediaLocation>>)>;
  virtual ~MediaStore() = default;
  /// Makes all photos durable with one sync, then calls back on `answer_on`. Thread-safe.
  /// Errors: full, unavailable. Media trouble never stops a passage: the caller records the
  /// photos as missing. Answers within 1 s whatever the disk does. `photos`: shared, because a
  /// hung disk may keep them longer than the caller waits.
  virtual void store(std::shared_ptr<const std::vector<PhotoBytes>> photos, Executor& answer_on,
                     Done done) = 0;
  /// Any thread but the plant's executor. Errors: not_found, corrupt.
  [[nodiscard]] virtual Result<std::string> read(const MediaLocation& location,
                                                 const Hash& sha256) = 0;
};

}  // namespace cleangate::service
