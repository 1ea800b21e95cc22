#include "media/memory_disk.h"

#include <algorithm>

namespace cleangate::media {
namespace {

constexpr std::size_t kSector = 512;

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

/// What a power cut leaves: every sector is the old or the new one, the size lies between.
std::string torn(const std::string& durable, const std::string& current, Random& random) {
  std::string kept = durable;
  const std::size_t grown = current.size() > durable.size() ? current.size() - durable.size() : 0;
  kept.resize(durable.size() + (random.below(2) == 0 ? grown : random.below(grown + 1)), '\0');
  const std::size_t end = std::min(kept.size(), current.size());
  for (std::size_t at = 0; at < end; at += kSector) {
    const std::size_t count = std::min(kSector, end - at);
    if (random.below(2) == 0) kept.replace(at, count, current, at, count);
  }
  return kept;
}

}  // namespace

class MemoryFile final : public File {
 public:
  MemoryFile(std::shared_ptr<MemoryDisk> disk, std::shared_ptr<MemoryDisk::Node> node,
             std::uint64_t life)
      : disk_(std::move(disk)), node_(std::move(node)), life_(life) {}

  Result<std::uint64_t> size() override {
    const std::scoped_lock lock(disk_->mutex_);
    TRY(alive());
    return std::uint64_t{node_->current.size()};
  }

  Result<std::string> read_at(std::uint64_t offset, std::size_t count) override {
    const std::scoped_lock lock(disk_->mutex_);
    TRY(alive());
    if (auto error = disk_->fault(MemoryDisk::Operation::read)) return std::unexpected(*error);
    if (offset >= node_->current.size()) return std::string();
    return node_->current.substr(static_cast<std::size_t>(offset), count);
  }

  Result<std::size_t> write_at(std::uint64_t offset,
                               std::span<const std::string_view> pieces) override {
    const std::scoped_lock lock(disk_->mutex_);
    TRY(alive());
    if (auto error = disk_->fault(MemoryDisk::Operation::write)) return std::unexpected(*error);
    std::string bytes;
    for (const auto piece : pieces) bytes += piece;
    if (disk_->write_limit_ > 0) bytes.resize(std::min(bytes.size(), disk_->write_limit_));
    const std::uint64_t room = disk_->capacity_ - std::min(disk_->capacity_, disk_->used());
    const std::uint64_t held = std::max<std::uint64_t>(node_->current.size(), offset);
    bytes.resize(
        static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), room + (held - offset))));
    if (bytes.empty()) return fail(ErrorCode::full, "disk full");
    const auto at = static_cast<std::size_t>(offset);
    node_->current.resize(std::max(node_->current.size(), at + bytes.size()), '\0');
    node_->current.replace(at, bytes.size(), bytes);
    return bytes.size();
  }

  Result<void> sync() override {
    std::unique_lock lock(disk_->mutex_);
    TRY(alive());
    ++disk_->hanging_;
    disk_->changed_.notify_all();
    disk_->changed_.wait(lock, [&] { return !disk_->hangs_; });
    --disk_->hanging_;
    TRY(alive());
    if (auto error = disk_->fault(MemoryDisk::Operation::sync)) {
      node_->current = node_->durable;  // as Linux: dirty pages are dropped, and nobody says so
      return std::unexpected(*error);
    }
    ++disk_->syncs_;
    node_->durable = node_->current;
    return {};
  }

 private:
  Result<void> alive() const {
    if (life_ == disk_->life_) return {};
    return fail(ErrorCode::unavailable, "the machine has restarted since");
  }

  std::shared_ptr<MemoryDisk> disk_;
  std::shared_ptr<MemoryDisk::Node> node_;
  std::uint64_t life_;
};

std::optional<Error> MemoryDisk::fault(Operation operation) {
  const auto found = faults_.find(operation);
  if (found == faults_.end() || found->second.times == 0) return std::nullopt;
  auto& [code, times, sound] = found->second;
  if (sound > 0) {
    --sound;
    return std::nullopt;
  }
  --times;
  return Error{code, "injected fault"};
}

std::uint64_t MemoryDisk::used() const {
  std::uint64_t total = 0;
  for (const auto& [path, node] : files_) total += node->current.size();
  return total;
}

Result<std::unique_ptr<File>> MemoryDisk::open(const std::string& path, OpenMode mode) {
  const std::scoped_lock lock(mutex_);
  if (auto error = fault(Operation::open)) return std::unexpected(*error);
  const auto found = files_.find(path);
  if (mode == OpenMode::create) {
    if (found != files_.end()) return fail(ErrorCode::conflict, path + " exists");
    if (!folders_.contains(folder_of(path))) return fail(ErrorCode::not_found, path);
    auto node = files_[path] = std::make_shared<Node>();
    return std::make_unique<MemoryFile>(shared_from_this(), std::move(node), life_);
  }
  if (found == files_.end()) return fail(ErrorCode::not_found, path);
  return std::make_unique<MemoryFile>(shared_from_this(), found->second, life_);
}

Result<std::vector<std::string>> MemoryDisk::list(const std::string& folder) {
  const std::scoped_lock lock(mutex_);
  if (!folders_.contains(folder)) return fail(ErrorCode::not_found, folder);
  std::vector<std::string> names;
  for (const auto& [path, node] : files_) {
    if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
  }
  return names;
}

Result<void> MemoryDisk::make_folder(const std::string& folder) {
  const std::scoped_lock lock(mutex_);
  folders_.insert(folder);
  return {};
}

Result<void> MemoryDisk::sync_folder(const std::string& folder) {
  const std::scoped_lock lock(mutex_);
  if (auto error = fault(Operation::sync_folder)) return std::unexpected(*error);
  for (auto& [path, node] : files_) {
    if (folder_of(path) == folder) node->name_durable = true;
  }
  return {};
}

Result<std::uint64_t> MemoryDisk::free_bytes(const std::string&) {
  const std::scoped_lock lock(mutex_);
  if (auto error = fault(Operation::free_bytes)) return std::unexpected(*error);
  return capacity_ - std::min(capacity_, used());
}

void MemoryDisk::crash(Random& random) {
  const std::scoped_lock lock(mutex_);
  ++life_;
  for (auto file = files_.begin(); file != files_.end();) {
    auto& [path, node] = *file;
    if (!node->name_durable && random.below(2) == 0) {
      file = files_.erase(file);
      continue;
    }
    // A new node: files open before keep theirs and cannot reach this one.
    auto left = std::make_shared<Node>();
    left->durable = torn(node->durable, node->current, random);
    left->current = left->durable;
    left->name_durable = true;
    node = std::move(left);
    ++file;
  }
}

void MemoryDisk::fail_next(Operation operation, ErrorCode code, std::size_t times,
                           std::size_t sound) {
  const std::scoped_lock lock(mutex_);
  faults_[operation] = {code, times, sound};
}

void MemoryDisk::write_at_most(std::size_t bytes) {
  const std::scoped_lock lock(mutex_);
  write_limit_ = bytes;
}

void MemoryDisk::set_capacity(std::uint64_t bytes) {
  const std::scoped_lock lock(mutex_);
  capacity_ = bytes;
}

void MemoryDisk::hang() {
  const std::scoped_lock lock(mutex_);
  hangs_ = true;
}

void MemoryDisk::release() {
  const std::scoped_lock lock(mutex_);
  hangs_ = false;
  changed_.notify_all();
}

void MemoryDisk::wait_for_hang() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return hangs_ && hanging_ > 0; });
}

void MemoryDisk::flip(const std::string& path, std::uint64_t offset) {
  const std::scoped_lock lock(mutex_);
  auto& node = *files_.at(path);
  const auto at = static_cast<std::size_t>(offset);
  node.current.at(at) = static_cast<char>(node.current.at(at) ^ 0x01);
  node.durable = node.current;
}

std::string MemoryDisk::content(const std::string& path) {
  const std::scoped_lock lock(mutex_);
  return files_.at(path)->current;
}

std::size_t MemoryDisk::syncs() {
  const std::scoped_lock lock(mutex_);
  return syncs_;
}

}  // namespace cleangate::media
