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

constexpr const char* kUnfinished = "init.unfinished";

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

Result<NewFolder> NewFolder::make(const std::string& root) {
  const bool made_root = !TRY(is_there(root));
  std::error_code code;
  std::filesystem::create_directories(root, code);
  if (code) return fail(ErrorCode::unavailable, root + ": " + code.message());
  const int lock = ::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock < 0) return system_fault(root);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return fail(ErrorCode::conflict, "another init fills " + root + " now");
  }
  NewFolder out({root}, made_root, lock);
  out.kept_ = true;  // what is not ours stays
  const bool unfinished = TRY(is_there(out.folder_.file(kUnfinished)));
  if (!unfinished && TRY(is_there(out.folder_.database()))) {
    return fail(ErrorCode::conflict, root + " holds a plant already; choose an empty folder");
  }
  const bool is_empty = std::filesystem::is_empty(root, code);
  if (code) return fail(ErrorCode::unavailable, root + ": " + code.message());
  if (!unfinished && !is_empty) {
    return fail(ErrorCode::conflict, root + " is not empty; choose an empty folder");
  }
  out.kept_ = false;
  if (unfinished) out.empty();
  TRY(out.fill());
  return out;
}

NewFolder::NewFolder(NewFolder&& other) noexcept
    : folder_(other.folder_),
      made_root_(other.made_root_),
      lock_(std::exchange(other.lock_, -1)),
      kept_(other.kept_) {}

NewFolder::~NewFolder() {
  if (lock_ < 0) return;
  if (!kept_) {
    empty();
    if (made_root_) ::rmdir(folder_.root.c_str());
  }
  ::close(lock_);
}

Result<void> NewFolder::fill() {
  TRY(write_private(folder_.file(kUnfinished), ""));
  for (const auto name : {"", "media", "keys", "logs", "run"}) {
    const auto path = folder_.file(name);
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code) return fail(ErrorCode::unavailable, path + ": " + code.message());
    if (::chmod(path.c_str(), 0700) != 0) return system_fault(path);
  }
  return {};
}

/// The mark goes last: what a power cut leaves is unfinished still.
void NewFolder::empty() const {
  std::error_code code;
  const std::filesystem::path mark = folder_.file(kUnfinished);
  for (const auto& file : std::filesystem::directory_iterator(folder_.root, code)) {
    if (file.path() != mark) std::filesystem::remove_all(file.path(), code);
  }
  std::filesystem::remove(mark, code);
}

Result<void> NewFolder::keep() {
  if (::unlink(folder_.file(kUnfinished).c_str()) != 0 || ::fsync(lock_) != 0) {
    return system_fault(folder_.root);
  }
  kept_ = true;
  return {};
}

Result<DataFolder> open_folder(const std::string& root) {
  DataFolder folder{root};
  if (TRY(is_there(folder.file(kUnfinished)))) {
    return fail(ErrorCode::conflict, root +
                                         " is half made: `cleangate init` did not come to its end "
                                         "there; run it again with the same --data");
  }
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
