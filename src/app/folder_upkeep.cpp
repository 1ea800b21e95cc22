#include "app/folder_upkeep.h"

#include <filesystem>

#include "base/text.h"

namespace cleangate::app {
namespace {

namespace fs = std::filesystem;

std::string backup_note(const DataFolder& folder) {
  return folder.file("run/last-backup");
}

std::int64_t size_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_regular_file(path, error))
    return static_cast<std::int64_t>(fs::file_size(path, error));
  std::int64_t bytes = 0;
  for (auto each = fs::recursive_directory_iterator(path, error);
       !error && each != fs::recursive_directory_iterator(); each.increment(error)) {
    std::error_code gone;
    const auto size = each->is_regular_file(gone) ? each->file_size(gone) : 0;
    if (!gone) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

Json days_left(std::int64_t used, std::int64_t free, std::optional<WallTime> begun, WallTime now) {
  if (!begun || now - *begun < std::chrono::hours(24) || used <= 0) return {};
  const double days = std::chrono::duration<double>(now - *begun).count() / 86'400;
  return static_cast<std::int64_t>(static_cast<double>(free) / (static_cast<double>(used) / days));
}

}  // namespace

Json folder_upkeep(const DataFolder& folder, std::optional<WallTime> begun, WallTime now) {
  Json out = Json::object({{"disk", nullptr}, {"last_backup", nullptr}});
  if (const auto at = read_file(backup_note(folder))) {
    if (parse_rfc3339(trim(*at))) out.set("last_backup", trim(*at));
  }
  std::error_code error;
  const auto space = fs::space(folder.root, error);
  if (error) return out;
  const auto free = static_cast<std::int64_t>(space.available);
  const auto database = size_of(folder.database()) + size_of(folder.database() + "-wal");
  const auto media = size_of(folder.file("media"));
  return out.set("disk",
                 Json::object({{"free_bytes", free},
                               {"total_bytes", static_cast<std::int64_t>(space.capacity)},
                               {"database_bytes", database},
                               {"media_bytes", media},
                               {"days_left", days_left(database + media, free, begun, now)}}));
}

void note_backup(const DataFolder& folder, WallTime now) {
  (void)write_private(backup_note(folder), to_rfc3339(now) + "\n");
}

}  // namespace cleangate::app
