#pragma once
// The pages people open: the board (大屏), the console (企业后台) and the QR's page, each its own
// bundle in memory. They hold nothing secret; what they show they ask of the API.

#include <filesystem>

#include "http/static_files.h"

namespace cleangate::http {

struct Pages {
  StaticFiles board;    ///< /board
  StaticFiles console;  ///< / and every address no route knows, but for the machines' ones
  StaticFiles driver;   ///< /q

  /// `root` holds board/, console/ and driver/, each either the bundle itself (installed) or a
  /// source folder with the bundle in dist/. Errors: as StaticFiles::load.
  [[nodiscard]] static Result<Pages> load(const std::filesystem::path& root);

  /// The console for an address of one of its own pages, a file of its bundle, or 404: an unknown
  /// API address or a missing file must not look like a page.
  [[nodiscard]] Response console_answer(const Request& request) const;
};

}  // namespace cleangate::http
