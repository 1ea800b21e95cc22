#pragma once
// Serves one built web bundle (the board, later the console) out of memory. Loaded once at start,
// then read from any thread. Never touches the disk afterwards, so no path can leave the folder.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/request.h"

namespace cleangate::http {

class StaticFiles {
 public:
  /// Reads every file below `folder`. A folder without index.html is not an error: then every
  /// page says, in Chinese and English, that the bundle was not built. Errors: too_large
  /// (more than kMaxBundleBytes), unavailable (a file cannot be read).
  [[nodiscard]] static Result<StaticFiles> load(const std::filesystem::path& folder);

  /// The page itself: index.html, revalidated each time.
  [[nodiscard]] Response page(const Request& request) const;
  /// A file by its path below the folder ("assets/index-4f2a.js"). What lies in assets/ carries a
  /// hash in its name and may be kept for ever. 404 when there is none.
  [[nodiscard]] Response file(std::string_view path, const Request& request) const;

  [[nodiscard]] bool built() const { return files_.contains("index.html"); }

 private:
  struct File {
    std::shared_ptr<const std::string> content;  ///< shared with responses being written
    std::shared_ptr<const std::string> packed;   ///< gzip; nullptr: it would be no smaller
    std::string type;
    std::string etag;
  };
  [[nodiscard]] static Response serve(const File& file, bool for_ever, const Request& request);
  std::map<std::string, File, std::less<>> files_;
};

/// The fields that keep a page to itself: CSP, nosniff, no referrer (the board's key is in its
/// address), no framing by others.
void add_page_headers(Response& response);
/// Whether a request's Accept-Encoding (RFC 9110, 12.5.3) takes gzip.
[[nodiscard]] bool accepts_gzip(std::string_view accept_encoding);
/// By the name's ending; application/octet-stream for what is not known.
[[nodiscard]] std::string_view content_type_of(std::string_view name);

}  // namespace cleangate::http
