#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/spreadsheet.h"

namespace cleangate {
namespace {

/// A file of its own that goes with this object.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "cleangate-XXXXXX").string()) {
    const int file = ::mkstemp(path_.data());
    made_ = file >= 0;
    if (made_) ::close(file);
  }
  ~TemporaryFile() {
    if (made_) ::unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] bool made() const { return made_; }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

}  // namespace

Result<std::string> write_xlsx(const SheetRows& rows) {
  const TemporaryFile file;
  if (!file.made()) return fail(ErrorCode::unavailable, "no room for a temporary file");
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  lxw_workbook* book = workbook_new_opt(file.path().c_str(), &options);
  if (!book) return fail(ErrorCode::unavailable, "no workbook");
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  worksheet_set_column(sheet, 0, 15, 16, nullptr);
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_error refused = LXW_NO_ERROR;
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      if (rows[y][x].empty()) continue;
      const lxw_error wrote =
          worksheet_write_string(sheet, static_cast<lxw_row_t>(y), static_cast<lxw_col_t>(x),
                                 rows[y][x].c_str(), y == 0 ? bold : nullptr);
      if (wrote != LXW_NO_ERROR) refused = wrote;
    }
  }
  const lxw_error closed = workbook_close(book);
  if (refused != LXW_NO_ERROR) return fail(ErrorCode::too_large, lxw_strerror(refused));
  if (closed != LXW_NO_ERROR) return fail(ErrorCode::unavailable, lxw_strerror(closed));
  std::ifstream in(file.path(), std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

}  // namespace cleangate
