#pragma once
// Tests only: an SQLite file layer in memory that can lose what was not synced, and fail any
// operation. One thread. Files live as long as the layer, across connections.
// shared: what is in flight (a task, a reply, a committed entry) outlives whoever started it.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/random.h"

struct sqlite3_vfs;

namespace cleangate::store {

class FaultVfs {
 public:
  struct File;
  /// What a file layer is asked for. Faults count all of these alike.
  enum class Operation : std::uint8_t {
    open,
    read,
    write,
    truncate,
    sync,
    size,
    remove,
    map,
    lock
  };

  explicit FaultVfs(const std::string& name);
  ~FaultVfs();  ///< every connection must be closed
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  [[nodiscard]] const std::string& name() const { return name_; }

  /// The operation `ahead` (0: the next) fails with this SQLite code; `lasting`: so do all after
  /// it. A disk that is full fails only what needs room: opening, writing. A busy file fails only
  /// locks.
  void fail(std::uint64_t ahead, int code, bool lasting);
  /// As long as `is_full` says so, nothing can be written.
  void fill(std::function<bool()> is_full) { is_full_ = std::move(is_full); }
  /// Power fails before the operation `ahead`: from there on nothing works.
  void cut_power(std::uint64_t ahead);
  /// No faults any more; `power_is_off` stays until restore_power().
  void heal();
  [[nodiscard]] bool power_is_off() const { return power_is_off_; }
  /// After a cut, with every connection closed: of what was not synced, each file keeps nothing,
  /// all, or any sectors.
  void restore_power(Random& random);
  [[nodiscard]] std::uint64_t operations() const { return operations_; }

  /// All files, synced; for starting many runs from one state.
  using Image = std::map<std::string, std::string>;
  [[nodiscard]] Image image() const;
  void load(const Image& image);

 private:
  friend struct FaultVfsCalls;
  /// SQLITE_OK or the code of the fault that is due.
  [[nodiscard]] int due(Operation operation);
  [[nodiscard]] std::shared_ptr<File> find(const std::string& path) const;

  std::string name_;
  std::unique_ptr<sqlite3_vfs> vfs_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::uint64_t operations_ = 0;
  std::uint64_t fail_at_, cut_at_;
  int fail_code_ = 0;
  bool lasting_ = false;
  std::function<bool()> is_full_;
  bool power_is_off_ = false;
};

}  // namespace cleangate::store
