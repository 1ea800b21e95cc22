#pragma once
// One data folder holds everything of a plant: cleangate.db, ops.db, media/, keys/, logs/, run/.
// Only one process ever appends: it holds the lock.

#include <string>

#include "base/hash.h"
#include "base/result.h"
#include "domain/ledger/checkpoint.h"

namespace cleangate::app {

struct DataFolder {
  std::string root;
  [[nodiscard]] std::string file(const std::string& name) const { return root + "/" + name; }
  [[nodiscard]] std::string database() const { return file("cleangate.db"); }
  [[nodiscard]] std::string ops() const { return file("ops.db"); }
  [[nodiscard]] std::string socket() const { return file("run/admin.sock"); }
};

/// A folder that `init` fills. Until keep() it is marked as unfinished: no other command takes it,
/// init run again begins it anew. Goes, with all that is in it, when it is not kept.
class NewFolder {
 public:
  /// Errors: conflict (a plant or anything else is there, another init fills it), unavailable.
  [[nodiscard]] static Result<NewFolder> make(const std::string& root);
  ~NewFolder();
  NewFolder(NewFolder&& other) noexcept;
  NewFolder& operator=(NewFolder&&) = delete;

  [[nodiscard]] const DataFolder& folder() const { return folder_; }
  Result<void> keep();

 private:
  NewFolder(DataFolder folder, bool made_root, int lock)
      : folder_(std::move(folder)), made_root_(made_root), lock_(lock) {}
  Result<void> fill();
  void empty() const;
  DataFolder folder_;
  bool made_root_;
  int lock_;  ///< on the folder itself; negative: moved from
  bool kept_ = false;
};

/// Errors: not_found or conflict, telling to run init.
[[nodiscard]] Result<DataFolder> open_folder(const std::string& root);

/// Held until the process ends. Errors: conflict (another process holds it).
class FolderLock {
 public:
  [[nodiscard]] static Result<FolderLock> take(const DataFolder& folder);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

[[nodiscard]] Result<std::string> read_file(const std::string& path);
/// Durable, mode 0600, replaced as a whole.
[[nodiscard]] Result<void> write_private(const std::string& path, std::string_view content);
[[nodiscard]] Result<SigningKey> read_key(const DataFolder& folder);
/// Of keys/log.vkey. Errors: corrupt when `key` is not the one it names: what that would sign
/// nobody could verify.
[[nodiscard]] Result<ledger::VerifierKey> read_verifier_key(const DataFolder& folder,
                                                            const SigningKey& key);

}  // namespace cleangate::app
