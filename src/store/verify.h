#pragma once
// Proves that a plant's database is what was sealed: every entry, payload, media list, tree hash
// and checkpoint, and every projection row against a fold of the log. Opens the file read-only,
// beside a running server if need be; holds a few megabytes however long the log is. Uses a
// second thread for the hashing.
// shared: what is in flight (a task, a reply, a committed entry) outlives whoever started it.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/ledger/checkpoint.h"
#include "domain/ledger/media.h"
#include "service/ports/media_store.h"
#include "store/audit.h"

namespace cleangate::store {

struct VerifyOptions {
  std::vector<ledger::VerifierKey> keys{};  ///< at least one: pinned, or the folder's own
  std::optional<std::string> checkpoint{};  ///< a signed note that was kept elsewhere
  /// Reads a media file and compares its hash; empty: media files are not looked at.
  std::function<Result<void>(const ledger::MediaItem& item, const service::MediaLocation& location)>
      check_media{};
  std::string vfs{};  ///< SQLite VFS; tests give their own
};

struct VerifyReport {
  enum class Verdict : std::uint8_t { sound, tampered, unchecked };
  Verdict verdict = Verdict::unchecked;
  std::uint64_t size = 0;         ///< entries checked
  Hash root;                      ///< of those
  std::uint64_t checkpoints = 0;  ///< signatures and roots that hold
  Finding finding;                ///< tampered: the first place
  std::string reason;             ///< unchecked: why

  /// "sound size=N root=<hex>", "tampered index=N kind=K what=W" or "unchecked <reason>".
  [[nodiscard]] std::string first_line() const;
};

/// `path`: of cleangate.db. Never fails: what stops it is `unchecked`.
[[nodiscard]] VerifyReport verify(const std::string& path, const VerifyOptions& options);

}  // namespace cleangate::store
