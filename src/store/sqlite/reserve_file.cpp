#include "store/sqlite/reserve_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace cleangate::store {
namespace {

/// The folder of a path: the file itself may not exist yet.
std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

Result<std::uint64_t> free_bytes(const std::string& path) {
  struct statvfs status{};
  if (::statvfs(folder_of(path).c_str(), &status) != 0) {
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", path, std::strerror(errno)));
  }
  return std::uint64_t{status.f_bavail} * status.f_frsize;
}

/// Bytes that really take blocks; 0 when there is no such file.
std::uint64_t allocated_bytes(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return 0;
  constexpr std::uint64_t kBlock = 512;  // stat(2): unit of st_blocks
  return std::min(static_cast<std::uint64_t>(status.st_size),
                  static_cast<std::uint64_t>(status.st_blocks) * kBlock);
}

}  // namespace

std::string reserve_path(const std::string& database) {
  return database.substr(0, database.rfind('/') + 1) + "reserve.bin";
}

ReserveFile::ReserveFile(std::string path, std::uint64_t bytes, FreeSpace free_space)
    : path_(std::move(path)),
      bytes_(bytes),
      free_space_(free_space ? std::move(free_space) : FreeSpace(free_bytes)) {}

Result<void> ReserveFile::create(std::uint64_t margin) {
  if (bytes_ == 0) return {};
  whole_ = allocated_bytes(path_) >= bytes_;
  if (whole_) return {};
  const std::uint64_t room = TRY(free_space_(path_));
  if (room < bytes_ * margin) {
    return fail(ErrorCode::full, fmt::format("{} bytes free beside {}, {} needed for the reserve",
                                             room, path_, bytes_ * margin));
  }
  const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    return fail(ErrorCode::unavailable, fmt::format("{}: {}", path_, std::strerror(errno)));
  }
  const int problem = ::posix_fallocate(file, 0, static_cast<off_t>(bytes_));
  ::fsync(file);
  ::close(file);
  if (problem != 0) {
    ::unlink(path_.c_str());
    return fail(problem == ENOSPC ? ErrorCode::full : ErrorCode::unavailable,
                fmt::format("{}: {}", path_, std::strerror(problem)));
  }
  whole_ = true;
  return {};
}

bool ReserveFile::release() {
  if (bytes_ == 0) return false;
  whole_ = false;
  return ::unlink(path_.c_str()) == 0;
}

}  // namespace cleangate::store
