#pragma once
// The file layer of the running system: POSIX calls, nothing cached, EINTR retried. Any thread.

#include "media/file_layer.h"

namespace cleangate::media {

class SystemFiles final : public FileLayer {
 public:
  Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override;
  Result<std::vector<std::string>> list(const std::string& folder) override;
  Result<void> make_folder(const std::string& folder) override;
  Result<void> sync_folder(const std::string& folder) override;
  Result<std::uint64_t> free_bytes(const std::string& folder) override;
};

}  // namespace cleangate::media
