#pragma once
// A disk in memory for tests and simulations: loses what was not synced when it crashes, fills
// up, fails, writes short, hangs. Thread-safe. Never touches the real disk.

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "base/random.h"
#include "media/file_layer.h"

namespace cleangate::media {

class MemoryDisk final : public FileLayer, public std::enable_shared_from_this<MemoryDisk> {
 public:
  enum class Operation : std::uint8_t { open, read, write, sync, sync_folder, free_bytes };

  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<void> make_folder(const std::string& folder) override;
  Result<void> sync_folder(const std::string& folder) override;
  Result<std::uint64_t> free_bytes(const std::string& folder) override;

  /// Power cut: of what was not synced, each 512-byte sector is kept or lost, names too, as the
  /// random source says. Files open before are dead afterwards.
  void crash(Random& random);
  /// The next `times` calls of that operation fail, after `sound` calls that do not.
  void fail_next(Operation operation, ErrorCode code, std::size_t times = 1, std::size_t sound = 0);
  /// A write takes at most so many bytes; 0 = as many as asked.
  void write_at_most(std::size_t bytes);
  void set_capacity(std::uint64_t bytes);
  /// sync() waits from now on until release().
  void hang();
  void release();
  /// Waits until a sync() hangs.
  void wait_for_hang();
  /// Turns one byte of a file over, durably.
  void flip(const std::string& path, std::uint64_t offset);
  [[nodiscard]] std::string content(const std::string& path);
  [[nodiscard]] std::size_t syncs();

 private:
  friend class MemoryFile;
  struct Node {
    std::string durable;
    std::string current;
    bool name_durable = false;
  };
  struct Fault {
    ErrorCode code;
    std::size_t times;
    std::size_t sound;
  };
  /// The fault due for this operation, counted down. Called with mutex_ held.
  std::optional<Error> fault(Operation operation);
  [[nodiscard]] std::uint64_t used() const;

  std::mutex mutex_;  ///< guards all members
  std::condition_variable changed_;
  std::map<std::string, std::shared_ptr<Node>> files_;  ///< shared with the files open on them
  std::set<std::string> folders_;
  std::map<Operation, Fault> faults_;
  std::size_t write_limit_ = 0;
  std::uint64_t capacity_ = std::uint64_t{1} << 40;
  bool hangs_ = false;
  std::size_t hanging_ = 0;
  std::size_t syncs_ = 0;
  std::uint64_t life_ = 0;  ///< counts crashes
};

}  // namespace cleangate::media
