#include "base/spreadsheet.h"

#include <algorithm>

#include "base/text.h"
#include "base/xlsx.h"

namespace cleangate {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";
constexpr std::string_view kFormulaStarts = "=+-@\t\r";  // OWASP, CSV injection

class CsvReader {
 public:
  CsvReader(std::string_view text, const SheetLimits& limits) : text_(text), limits_(limits) {}
  Result<SheetRows> read() {
    while (at_ < text_.size()) {
      if (rows_.size() == limits_.rows) return fail(ErrorCode::too_large, too_many("rows"));
      rows_.emplace_back();
      TRY(read_row());
    }
    return std::move(rows_);
  }

 private:
  std::string too_many(std::string_view what) const {
    const auto most = what == "rows" ? limits_.rows : limits_.columns;
    return "a table of more than " + std::to_string(most) + " " + std::string(what);
  }
  Result<void> read_row() {
    for (;;) {
      if (rows_.back().size() == limits_.columns) {
        return fail(ErrorCode::too_large, too_many("columns"));
      }
      rows_.back().push_back(TRY(read_cell()));
      if (at_ == text_.size()) return {};
      const char end = text_[at_++];
      if (end == ',') continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      return {};
    }
  }
  /// Stops at the comma, the line's end or the text's.
  Result<std::string> read_cell() {
    std::string cell;
    if (at_ < text_.size() && text_[at_] == '"') {
      TRY(read_quoted(cell));
    }
    while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n' && text_[at_] != '\r') {
      cell += text_[at_++];
    }
    const bool guarded =
        cell.size() > 1 && cell[0] == '\'' && kFormulaStarts.find(cell[1]) != kFormulaStarts.npos;
    return guarded ? cell.substr(1) : cell;
  }
  Result<void> read_quoted(std::string& cell) {
    for (++at_;; ++at_) {
      if (at_ >= text_.size()) return fail(ErrorCode::invalid, "a quote is not closed");
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += text_[++at_];
      } else {
        ++at_;
        return {};
      }
    }
  }

  std::string_view text_;
  const SheetLimits& limits_;
  std::size_t at_ = 0;
  SheetRows rows_;
};

/// UTF-8 of GBK. A file that begins as UTF-8 and then goes wrong is damaged, not GBK.
/// Errors: invalid, naming the line.
Result<std::string> from_gbk(std::string_view text) {
  std::size_t line = 1, begin = 0;
  bool is_ascii = true;
  for (;; ++line) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto piece = text.substr(begin, end - begin);
    if (!is_utf8(piece)) break;
    is_ascii = is_ascii && std::ranges::all_of(piece, [](unsigned char c) { return c < 0x80; });
    begin = end + 1;
  }
  auto read = is_ascii ? gbk_to_utf8(text) : Result<std::string>(fail(ErrorCode::invalid, ""));
  if (read) return read;
  return fail(ErrorCode::invalid, "第" + std::to_string(line) + "行有乱码，请另存为UTF-8 (line " +
                                      std::to_string(line) + " is neither UTF-8 nor GBK)");
}

bool is_blank(const SheetRow& row) {
  for (const auto& cell : row) {
    if (!trim(cell).empty()) return false;
  }
  return true;
}

}  // namespace

Result<SheetRows> read_sheet(std::string_view bytes, const SheetLimits& limits) {
  SheetRows rows;
  if (bytes.starts_with("PK\x03\x04")) {
    rows = TRY(read_xlsx(bytes, limits));
  } else {
    if (bytes.size() > limits.unpacked_bytes) return fail(ErrorCode::too_large, "the file");
    std::string text(bytes);
    if (text.find('\0') != text.npos) {
      return fail(ErrorCode::invalid, "neither CSV nor XLSX; save it as one of them");
    }
    if (text.starts_with(kBom)) text.erase(0, kBom.size());
    if (!is_utf8(text)) text = TRY(from_gbk(text));
    rows = TRY(CsvReader(text, limits).read());
  }
  while (!rows.empty() && is_blank(rows.back())) rows.pop_back();
  return rows;
}

std::string write_csv(const SheetRows& rows) {
  std::string out(kBom);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += ',';
      std::string cell = row[i];
      if (!cell.empty() && kFormulaStarts.find(cell[0]) != kFormulaStarts.npos) {
        cell.insert(0, "'");
      }
      if (cell.find_first_of(",\"\r\n") == cell.npos) {
        out += cell;
        continue;
      }
      out += '"';
      for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace cleangate
