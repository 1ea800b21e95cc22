#include "media/system_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace cleangate::media {
namespace {

constexpr std::size_t kMaxPieces = 1024;  // IOV_MAX of Linux, POSIX <limits.h>

std::unexpected<Error> system_error(int number, std::string what) {
  what += ": " + std::generic_category().message(number);
  switch (number) {
    case ENOSPC:
    case EDQUOT:
      return fail(ErrorCode::full, std::move(what));
    case ENOENT:
      return fail(ErrorCode::not_found, std::move(what));
    case EEXIST:
      return fail(ErrorCode::conflict, std::move(what));
    default:
      return fail(ErrorCode::unavailable, std::move(what));
  }
}

template <class Call>
auto retried(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class SystemFile final : public File {
 public:
  SystemFile(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~SystemFile() override { ::close(descriptor_); }
  SystemFile(const SystemFile&) = delete;
  SystemFile& operator=(const SystemFile&) = delete;

  Result<std::uint64_t> size() override {
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) return system_error(errno, "size of " + path_);
    return static_cast<std::uint64_t>(status.st_size);
  }

  Result<std::string> read_at(std::uint64_t offset, std::size_t count) override {
    // A damaged length must not make us allocate more than the file holds.
    const std::uint64_t end = TRY(size());
    std::string bytes(offset < end ? std::min<std::uint64_t>(count, end - offset) : 0, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t got = retried([&] {
        return ::pread(descriptor_, bytes.data() + done, bytes.size() - done,
                       static_cast<off_t>(offset + done));
      });
      if (got < 0) return system_error(errno, "read " + path_);
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }

  Result<std::size_t> write_at(std::uint64_t offset,
                               std::span<const std::string_view> pieces) override {
    std::array<iovec, kMaxPieces> vectors;
    const std::size_t count = std::min(pieces.size(), kMaxPieces);
    for (std::size_t i = 0; i < count; ++i) {
      vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
    }
    const ssize_t written = retried([&] {
      return ::pwritev(descriptor_, vectors.data(), static_cast<int>(count),
                       static_cast<off_t>(offset));
    });
    if (written < 0) return system_error(errno, "write " + path_);
    return static_cast<std::size_t>(written);
  }

  Result<void> sync() override {
    if (retried([&] { return ::fdatasync(descriptor_); }) != 0) {
      return system_error(errno, "sync " + path_);
    }
    return {};
  }

 private:
  int descriptor_;
  std::string path_;
};

}  // namespace

Result<std::unique_ptr<File>> SystemFiles::open(const std::string& path, OpenMode mode) {
  int flags = O_CLOEXEC;
  if (mode == OpenMode::read) flags |= O_RDONLY;
  if (mode == OpenMode::write) flags |= O_RDWR;
  if (mode == OpenMode::create) flags |= O_RDWR | O_CREAT | O_EXCL;
  // Photos of people and vehicles: for the service's own user only.
  const int descriptor = retried([&] { return ::open(path.c_str(), flags, 0600); });
  if (descriptor < 0) return system_error(errno, "open " + path);
  return std::make_unique<SystemFile>(descriptor, path);
}

Result<std::vector<std::string>> SystemFiles::list(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> names;
  std::filesystem::directory_iterator entries(folder, error);
  for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
    names.push_back(entries->path().filename().string());
  }
  if (error) return system_error(error.value(), "list " + folder);
  std::ranges::sort(names);
  return names;
}

Result<void> SystemFiles::make_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::path path(folder);
  if (!path.has_filename()) path = path.parent_path();
  if (!std::filesystem::create_directories(path, error) || error) {
    if (error) return system_error(error.value(), "make folder " + folder);
    return {};
  }
  std::filesystem::permissions(path, std::filesystem::perms::owner_all, error);
  if (error) return system_error(error.value(), "make folder " + folder);
  const auto parent = path.parent_path();
  return sync_folder(parent.empty() ? "." : parent.string());
}

Result<void> SystemFiles::sync_folder(const std::string& folder) {
  const int descriptor =
      retried([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
  if (descriptor < 0) return system_error(errno, "open " + folder);
  const int result = retried([&] { return ::fsync(descriptor); });
  const int number = errno;
  ::close(descriptor);
  if (result != 0) return system_error(number, "sync " + folder);
  return {};
}

Result<std::uint64_t> SystemFiles::free_bytes(const std::string& folder) {
  struct statvfs status{};
  if (retried([&] { return ::statvfs(folder.c_str(), &status); }) != 0) {
    return system_error(errno, "free space of " + folder);
  }
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace cleangate::media
