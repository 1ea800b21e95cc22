#pragma once
// The XLSX half of base/spreadsheet.h: reading. Any thread, no file.

#include "base/spreadsheet.h"

namespace cleangate {

[[nodiscard]] Result<SheetRows> read_xlsx(std::string_view bytes, const SheetLimits& limits);

}  // namespace cleangate
