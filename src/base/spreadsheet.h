#pragma once
// Tables of text from and to spreadsheets: CSV (RFC 4180; UTF-8 or GBK) and XLSX (ECMA-376, by
// minizip, pugixml and libxlsxwriter, which stay out of this header). Any thread; XLSX goes
// through a temporary file. Formulas are never computed and never written.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace cleangate {

using SheetRow = std::vector<std::string>;
using SheetRows = std::vector<SheetRow>;

/// What a file may unpack to: a few KiB can say that they are many GiB.
struct SheetLimits {
  std::size_t unpacked_bytes = 0;
  std::size_t rows = 0;
  std::size_t columns = 0;
};

/// By its first bytes: a ZIP file is XLSX, all else CSV. UTF-8 with or without BOM; what is no
/// UTF-8 is read as GBK. Of a workbook the first sheet. Empty rows stay, so that row numbers are
/// those a person sees; trailing ones go. Errors: invalid (no such file), too_large.
[[nodiscard]] Result<SheetRows> read_sheet(std::string_view bytes, const SheetLimits& limits);

/// With BOM and CRLF, so that spreadsheet programs read it as UTF-8. A cell that begins like a
/// formula gets an apostrophe (read_sheet takes it off again).
[[nodiscard]] std::string write_csv(const SheetRows& rows);
/// Text cells only; the first row is bold. Errors: unavailable (no room for the temporary file),
/// too_large (more rows, columns or letters in a cell than a workbook holds).
[[nodiscard]] Result<std::string> write_xlsx(const SheetRows& rows);

}  // namespace cleangate
