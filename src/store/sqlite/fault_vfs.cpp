#include "store/sqlite/fault_vfs.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <utility>
#include <vector>

namespace cleangate::store {
namespace {

constexpr std::uint64_t kNever = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t kSector = 512;

struct Change {
  bool truncate = false;
  std::size_t offset = 0;  ///< or the new size
  std::string bytes;
};

void write_at(std::string& content, std::size_t offset, std::string_view bytes) {
  if (content.size() < offset + bytes.size()) content.resize(offset + bytes.size(), '\0');
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

struct ShmLock {
  int shared = 0;
  const void* exclusive = nullptr;
};

}  // namespace

struct FaultVfs::File {
  std::string content;
  std::string synced;
  std::vector<Change> unsynced;
  bool entry_synced = false;  ///< its name in the folder survives a cut
  bool removed = false;
  // Locks of the present connections.
  int shared = 0;
  const void* reserved = nullptr;
  const void* exclusive = nullptr;
  std::vector<std::unique_ptr<std::array<char, 32768>>> shm;
  std::array<ShmLock, SQLITE_SHM_NLOCK> shm_locks;

  void forget_connections() {
    shared = 0;
    reserved = exclusive = nullptr;
    shm.clear();
    shm_locks = {};
  }
  void keep_unsynced() {
    for (const Change& change : unsynced) {
      if (change.truncate) {
        synced.resize(change.offset, '\0');
      } else {
        write_at(synced, change.offset, change.bytes);
      }
    }
    unsynced.clear();
  }
  void lose_unsynced(Random& random) {
    const std::uint64_t mode = random.below(4);  // nothing, all, any sectors, the first ones
    std::uint64_t first = mode == 3 ? random.below(unsynced.size() + 1) : unsynced.size();
    content = synced;
    for (const Change& change : unsynced) {
      if (mode == 0 || first-- == 0) break;
      if (change.truncate) {
        if (mode != 2 || random.below(2) == 0) content.resize(change.offset, '\0');
        continue;
      }
      // A sector is written whole or not at all; what a write does not cover stays as it was.
      for (std::size_t at = 0; at < change.bytes.size();) {
        const std::size_t room = kSector - (change.offset + at) % kSector;
        const std::size_t length = std::min(room, change.bytes.size() - at);
        if (mode != 2 || random.below(2) == 0) {
          write_at(content, change.offset + at, std::string_view(change.bytes).substr(at, length));
        }
        at += length;
      }
    }
    synced = content;
    unsynced.clear();
  }
};

namespace {

/// One open file of one connection.
struct Handle {
  FaultVfs* vfs;
  std::shared_ptr<FaultVfs::File> file;
  std::string path;
  bool remove_at_close = false;
  bool sync_folder = false;
  int lock = SQLITE_LOCK_NONE;
  std::uint32_t shm_shared = 0, shm_exclusive = 0;  ///< slots held
};

struct OpenFile {
  sqlite3_file base;
  Handle* handle;
};

Handle& handle_of(sqlite3_file* file) {
  return *reinterpret_cast<OpenFile*>(file)->handle;
}

int code_for(int wanted, int io_code) {
  return wanted == SQLITE_IOERR ? io_code : wanted;
}

}  // namespace

/// SQLite's calls; it has access to the layer.
struct FaultVfsCalls {
  using Operation = FaultVfs::Operation;

  static FaultVfs& of(sqlite3_vfs* vfs) { return *static_cast<FaultVfs*>(vfs->pAppData); }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                  int* out_flags) {
    file->pMethods = nullptr;
    FaultVfs& self = of(vfs);
    if (const int code = self.due(Operation::open)) return code_for(code, SQLITE_CANTOPEN);
    auto handle = std::make_unique<Handle>();
    handle->vfs = &self;
    handle->path = name ? name : "";
    handle->remove_at_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    handle->file = name ? self.find(handle->path) : std::make_shared<FaultVfs::File>();
    if (!handle->file) {
      if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
      handle->file = std::make_shared<FaultVfs::File>();
      self.files_[handle->path] = handle->file;
      // As the unix layer: the first sync of a new journal syncs the folder too.
      handle->sync_folder = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
    }
    if (out_flags) *out_flags = flags;
    reinterpret_cast<OpenFile*>(file)->handle = handle.release();
    file->pMethods = &kMethods;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    FaultVfs& self = of(vfs);
    if (const int code = self.due(Operation::remove)) return code_for(code, SQLITE_IOERR_DELETE);
    const auto file = self.find(name);
    if (!file) return SQLITE_IOERR_DELETE_NOENT;
    file->removed = true;
    if (sync_folder || !file->entry_synced) self.files_.erase(name);
    return SQLITE_OK;
  }

  static int access(sqlite3_vfs* vfs, const char* name, int, int* result) {
    *result = of(vfs).find(name) ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
  }

  static int close(sqlite3_file* file) {
    Handle* handle = &handle_of(file);
    unlock(file, SQLITE_LOCK_NONE);
    if (handle->remove_at_close) handle->vfs->files_.erase(handle->path);
    delete handle;
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* out, int amount, sqlite3_int64 offset) {
    Handle& handle = handle_of(file);
    if (const int code = handle.vfs->due(Operation::read)) return code_for(code, SQLITE_IOERR_READ);
    const std::string& content = handle.file->content;
    const auto from = std::min<std::size_t>(offset, content.size());
    const auto length = std::min<std::size_t>(amount, content.size() - from);
    std::memcpy(out, content.data() + from, length);
    if (length == static_cast<std::size_t>(amount)) return SQLITE_OK;
    std::memset(static_cast<char*>(out) + length, 0, amount - length);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
    Handle& handle = handle_of(file);
    if (const int code = handle.vfs->due(Operation::write)) {
      return code_for(code, SQLITE_IOERR_WRITE);
    }
    Change change{false, static_cast<std::size_t>(offset),
                  std::string(static_cast<const char*>(bytes), amount)};
    write_at(handle.file->content, change.offset, change.bytes);
    handle.file->unsynced.push_back(std::move(change));
    return SQLITE_OK;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    Handle& handle = handle_of(file);
    if (const int code = handle.vfs->due(Operation::truncate)) {
      return code_for(code, SQLITE_IOERR_TRUNCATE);
    }
    handle.file->content.resize(size, '\0');
    handle.file->unsynced.push_back({true, static_cast<std::size_t>(size), {}});
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* file, int) {
    Handle& handle = handle_of(file);
    if (const int code = handle.vfs->due(Operation::sync)) {
      return code_for(code, SQLITE_IOERR_FSYNC);
    }
    handle.file->keep_unsynced();
    handle.file->entry_synced = true;
    if (std::exchange(handle.sync_folder, false)) {
      std::erase_if(handle.vfs->files_, [](const auto& entry) { return entry.second->removed; });
      for (auto& [path, other] : handle.vfs->files_) other->entry_synced = true;
    }
    return SQLITE_OK;
  }

  static int size(sqlite3_file* file, sqlite3_int64* out) {
    Handle& handle = handle_of(file);
    if (const int code = handle.vfs->due(Operation::size))
      return code_for(code, SQLITE_IOERR_FSTAT);
    *out = static_cast<sqlite3_int64>(handle.file->content.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* file, int level) {
    Handle& handle = handle_of(file);
    FaultVfs::File& shared = *handle.file;
    if (handle.lock >= level) return SQLITE_OK;
    if (const int code = handle.vfs->due(Operation::lock)) {
      return code_for(code, SQLITE_IOERR_LOCK);
    }
    if (shared.exclusive && shared.exclusive != &handle) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_SHARED) {
      ++shared.shared;
    } else {
      if (shared.reserved && shared.reserved != &handle) return SQLITE_BUSY;
      shared.reserved = &handle;
      if (level == SQLITE_LOCK_EXCLUSIVE) {
        if (shared.shared > 1) return SQLITE_BUSY;
        shared.exclusive = &handle;
      }
    }
    handle.lock = level;
    return SQLITE_OK;
  }

  static int unlock(sqlite3_file* file, int level) {
    Handle& handle = handle_of(file);
    FaultVfs::File& shared = *handle.file;
    if (shared.exclusive == &handle) shared.exclusive = nullptr;
    if (shared.reserved == &handle) shared.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE && handle.lock >= SQLITE_LOCK_SHARED) --shared.shared;
    handle.lock = std::min(handle.lock, level);
    return SQLITE_OK;
  }

  static int check_reserved(sqlite3_file* file, int* out) {
    *out = handle_of(file).file->reserved ? 1 : 0;
    return SQLITE_OK;
  }

  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int shm_map(sqlite3_file* file, int region, int, int extend, void volatile** out) {
    Handle& handle = handle_of(file);
    *out = nullptr;
    if (const int code = handle.vfs->due(Operation::map))
      return code_for(code, SQLITE_IOERR_SHMMAP);
    auto& regions = handle.file->shm;
    const auto wanted = static_cast<std::size_t>(region);
    if (wanted >= regions.size() && !extend) return SQLITE_OK;
    while (regions.size() <= wanted) {
      regions.push_back(std::make_unique<std::array<char, 32768>>());
    }
    *out = regions[wanted]->data();
    return SQLITE_OK;
  }

  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    Handle& handle = handle_of(file);
    auto& locks = handle.file->shm_locks;
    const bool exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if ((flags & SQLITE_SHM_LOCK) != 0) {
      if (const int code = handle.vfs->due(Operation::lock)) {
        return code_for(code, SQLITE_IOERR_SHMLOCK);
      }
      for (int i = offset; i < offset + count; ++i) {
        const bool mine = (handle.shm_shared >> i & 1) != 0;
        if (locks[i].exclusive && locks[i].exclusive != &handle) return SQLITE_BUSY;
        if (exclusive && locks[i].shared > (mine ? 1 : 0)) return SQLITE_BUSY;
      }
    }
    for (int i = offset; i < offset + count; ++i) {
      const std::uint32_t bit = 1u << i;
      if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        if ((handle.shm_exclusive & bit) != 0) locks[i].exclusive = nullptr;
        if ((handle.shm_shared & bit) != 0) --locks[i].shared;
        handle.shm_exclusive &= ~bit;
        handle.shm_shared &= ~bit;
      } else if (exclusive) {
        locks[i].exclusive = &handle;
        handle.shm_exclusive |= bit;
      } else if ((handle.shm_shared & bit) == 0) {
        ++locks[i].shared;
        handle.shm_shared |= bit;
      }
    }
    return SQLITE_OK;
  }

  static void shm_barrier(sqlite3_file*) {}

  static int shm_unmap(sqlite3_file* file, int remove) {
    Handle& handle = handle_of(file);
    shm_lock(file, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_EXCLUSIVE);
    if (remove) handle.file->shm.clear();
    return SQLITE_OK;
  }

  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }  // nobody else moves

  static constexpr sqlite3_io_methods kMethods = {
      .iVersion = 2,
      .xClose = close,
      .xRead = read,
      .xWrite = write,
      .xTruncate = truncate,
      .xSync = sync,
      .xFileSize = size,
      .xLock = lock,
      .xUnlock = unlock,
      .xCheckReservedLock = check_reserved,
      .xFileControl = control,
      .xSectorSize = sector_size,
      .xDeviceCharacteristics = characteristics,
      .xShmMap = shm_map,
      .xShmLock = shm_lock,
      .xShmBarrier = shm_barrier,
      .xShmUnmap = shm_unmap,
      .xFetch = nullptr,
      .xUnfetch = nullptr,
  };
};

FaultVfs::FaultVfs(const std::string& name)
    : name_(name), vfs_(std::make_unique<sqlite3_vfs>()), fail_at_(kNever), cut_at_(kNever) {
  *vfs_ = *sqlite3_vfs_find(nullptr);  // randomness and time are the system's
  vfs_->pNext = nullptr;
  vfs_->zName = name_.c_str();
  vfs_->pAppData = this;
  vfs_->szOsFile = sizeof(OpenFile);
  vfs_->xOpen = FaultVfsCalls::open;
  vfs_->xDelete = FaultVfsCalls::remove;
  vfs_->xAccess = FaultVfsCalls::access;
  vfs_->xFullPathname = FaultVfsCalls::full_path;
  vfs_->xSleep = FaultVfsCalls::sleep;
  sqlite3_vfs_register(vfs_.get(), 0);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(vfs_.get());
}

void FaultVfs::fail(std::uint64_t ahead, int code, bool lasting) {
  fail_at_ = operations_ + ahead;
  fail_code_ = code;
  lasting_ = lasting;
}

void FaultVfs::cut_power(std::uint64_t ahead) {
  cut_at_ = operations_ + ahead;
}

void FaultVfs::heal() {
  fail_at_ = cut_at_ = kNever;
}

int FaultVfs::due(Operation operation) {
  const std::uint64_t now = operations_++;
  if (now >= cut_at_) power_is_off_ = true;
  if (power_is_off_) return SQLITE_IOERR;
  if (operation == Operation::write && is_full_ && is_full_()) return SQLITE_FULL;
  if (now < fail_at_ || (now > fail_at_ && !lasting_)) return SQLITE_OK;
  if (fail_code_ == SQLITE_BUSY && operation != Operation::lock) return SQLITE_OK;
  const bool needs_room =
      operation == Operation::open || operation == Operation::write || operation == Operation::map;
  if (fail_code_ == SQLITE_FULL && !needs_room) return SQLITE_OK;
  if (fail_code_ == SQLITE_FULL && operation != Operation::write) return SQLITE_IOERR;
  return fail_code_;
}

std::shared_ptr<FaultVfs::File> FaultVfs::find(const std::string& path) const {
  const auto found = files_.find(path);
  return found == files_.end() || found->second->removed ? nullptr : found->second;
}

void FaultVfs::restore_power(Random& random) {
  heal();
  power_is_off_ = false;
  for (auto entry = files_.begin(); entry != files_.end();) {
    File& file = *entry->second;
    file.forget_connections();
    file.lose_unsynced(random);
    // A name that was made or taken away without a sync of the folder: either.
    const bool gone =
        file.removed ? random.below(2) == 0 : !file.entry_synced && random.below(2) == 0;
    file.removed = false;
    file.entry_synced = true;
    entry = gone ? files_.erase(entry) : std::next(entry);
  }
}

FaultVfs::Image FaultVfs::image() const {
  Image out;
  for (const auto& [path, file] : files_) {
    if (!file->removed) out[path] = file->content;
  }
  return out;
}

void FaultVfs::load(const Image& image) {
  files_.clear();
  for (const auto& [path, content] : image) {
    auto file = std::make_shared<File>();
    file->content = file->synced = content;
    file->entry_synced = true;
    files_[path] = std::move(file);
  }
}

}  // namespace cleangate::store
