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

/// Makes the folders. Errors: conflict when a plant is there already, unavailable.
[[nodiscard]] Result<DataFolder> create_folder(const std::string& root);
/// Errors: not_found, telling to run init.
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
