#include "app/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/encoding.h"
#include "base/text.h"

namespace cleangate::app {
namespace {

std::unexpected<Error> system_fault(const std::string& what) {
  return fail(ErrorCode::unavailable, what + ": " + std::strerror(errno));
}

/// A folder that another user owns is an error with a name, not an exception.
Result<bool> is_there(const std::string& path) {
  std::error_code code;
  const bool there = std::filesystem::exists(path, code);
  if (code) return fail(ErrorCode::unavailable, path + ": " + code.message());
  return there;
}

}  // namespace

Result<DataFolder> create_folder(const std::string& root) {
  DataFolder folder{root};
  if (TRY(is_there(folder.database()))) {
    return fail(ErrorCode::conflict, root + " holds a plant already; choose an empty folder");
  }
  std::error_code code;
  if (TRY(is_there(root)) && !std::filesystem::is_empty(root, code)) {
    if (code) return fail(ErrorCode::unavailable, root + ": " + code.message());
    return fail(ErrorCode::conflict, root + " is not empty; choose an empty folder");
  }
  for (const auto name : {"", "media", "keys", "logs", "run"}) {
    std::filesystem::create_directories(root + "/" + name, code);
    if (code) return fail(ErrorCode::unavailable, root + ": " + code.message());
    ::chmod((root + "/" + name).c_str(), 0700);
  }
  return folder;
}

Result<DataFolder> open_folder(const std::string& root) {
  DataFolder folder{root};
  if (!TRY(is_there(folder.database()))) {
    return fail(ErrorCode::not_found,
                root + " holds no plant: run `cleangate init --data " + root + " …` first");
  }
  return folder;
}

Result<FolderLock> FolderLock::take(const DataFolder& folder) {
  const auto path = folder.file("run/lock");
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_fault(path);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return fail(ErrorCode::conflict,
                "another cleangate process holds " + folder.root + "; only one may write");
  }
  return FolderLock(descriptor);
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::not_found, path + ": cannot be read");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Result<void> write_private(const std::string& path, std::string_view content) {
  const auto draft = path + ".new";
  const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_fault(draft);
  std::size_t done = 0;
  while (done < content.size()) {
    const auto wrote = ::write(descriptor, content.data() + done, content.size() - done);
    if (wrote < 0) {
      ::close(descriptor);
      return system_fault(draft);
    }
    done += static_cast<std::size_t>(wrote);
  }
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!synced || ::rename(draft.c_str(), path.c_str()) != 0) return system_fault(path);
  return {};
}

Result<SigningKey> read_key(const DataFolder& folder) {
  const auto text = TRY(read_file(folder.file("keys/log.key")));
  const auto seed = TRY(from_hex(trim(text)));
  return SigningKey::from_seed(seed);
}

Result<ledger::VerifierKey> read_verifier_key(const DataFolder& folder, const SigningKey& key) {
  const auto text = TRY(read_file(folder.file("keys/log.vkey")));
  auto named = TRY(ledger::parse_verifier_key(trim(text)));
  if (ledger::to_text(ledger::verifier_key(named.name, key)) != ledger::to_text(named)) {
    return fail(ErrorCode::corrupt,
                "keys/log.key does not belong to keys/log.vkey: put both files "
                "back from the same backup");
  }
  return named;
}

}  // namespace cleangate::app
