#include "base/xlsx.h"

#include <fmt/format.h>
#include <minizip/unzip.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <pugixml.hpp>

#include "base/text.h"

namespace cleangate {
namespace {

/// A file that is bytes in memory, as minizip asks for one.
struct Memory {
  std::string_view bytes;
  std::size_t at = 0;
};

voidpf open_memory(voidpf opaque, const void*, int) {
  return opaque;
}
uLong read_memory(voidpf, voidpf stream, void* into, uLong size) {
  auto& memory = *static_cast<Memory*>(stream);
  const auto count = std::min<std::size_t>(size, memory.bytes.size() - memory.at);
  std::memcpy(into, memory.bytes.data() + memory.at, count);
  memory.at += count;
  return static_cast<uLong>(count);
}
uLong write_memory(voidpf, voidpf, const void*, uLong) {
  return 0;
}
ZPOS64_T tell_memory(voidpf, voidpf stream) {
  return static_cast<Memory*>(stream)->at;
}
long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
  auto& memory = *static_cast<Memory*>(stream);
  const std::size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR   ? memory.at
                           : origin == ZLIB_FILEFUNC_SEEK_END ? memory.bytes.size()
                                                              : 0;
  if (offset > memory.bytes.size() || base + offset > memory.bytes.size()) return -1;
  memory.at = base + static_cast<std::size_t>(offset);
  return 0;
}
int close_memory(voidpf, voidpf) {
  return 0;
}
int no_error(voidpf, voidpf) {
  return 0;
}

class Zip {
 public:
  Zip(std::string_view bytes, std::size_t budget) : memory_{bytes}, budget_(budget) {
    zlib_filefunc64_def functions{open_memory, read_memory,  write_memory, tell_memory,
                                  seek_memory, close_memory, no_error,     &memory_};
    file_ = unzOpen2_64("", &functions);
  }
  ~Zip() {
    if (file_) unzClose(file_);
  }
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;
  [[nodiscard]] bool is_open() const { return file_ != nullptr; }

  /// nullopt when there is none. Errors: too_large (all parts together), invalid (broken).
  Result<std::optional<std::string>> part(const std::string& name) {
    if (unzLocateFile(file_, name.c_str(), 2) != UNZ_OK) return std::optional<std::string>();
    if (unzOpenCurrentFile(file_) != UNZ_OK) return fail(ErrorCode::invalid, "XLSX: " + name);
    std::string out;
    char piece[32768];
    for (;;) {
      const int count = unzReadCurrentFile(file_, piece, sizeof piece);
      if (count < 0) return fail(ErrorCode::invalid, "XLSX: " + name + " is broken");
      if (count == 0) break;
      if (static_cast<std::size_t>(count) > budget_) {
        return fail(ErrorCode::too_large, "XLSX: unpacks to too much");
      }
      budget_ -= static_cast<std::size_t>(count);
      out.append(piece, static_cast<std::size_t>(count));
    }
    if (unzCloseCurrentFile(file_) != UNZ_OK) return fail(ErrorCode::invalid, "XLSX: checksum");
    return std::optional(std::move(out));
  }

 private:
  Memory memory_;
  std::size_t budget_;
  unzFile file_ = nullptr;
};

/// Text of a string item: its own or its runs', without phonetic hints.
std::string text_of(const pugi::xml_node& item) {
  std::string out;
  for (const auto& child : item.children()) {
    const std::string_view name = child.name();
    if (name == "t") out += child.text().get();
    if (name == "r") out += child.child("t").text().get();
  }
  return out;
}

// What pugixml keeps of a piece of XML, in bytes, on 64 bits; what a table's cell keeps.
constexpr std::size_t kNodeBytes = 72, kAttributeBytes = 40, kCellBytes = 32;
// A tree may be so much larger than its text may be: 300 B of a cell for 30 B of it is usual.
constexpr std::size_t kTreeFactor = 3;

/// At least what the tree of `text` takes: every tag and text is a node, every '=' an attribute.
std::size_t tree_bytes(std::string_view text) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=') bytes += kAttributeBytes;
    if (text[i] == '<' && text.substr(i + 1, 1) != "/") bytes += kNodeBytes;
    if (text[i] != '>') continue;
    const auto next = text.find_first_not_of(" \t\r\n", i + 1);
    if (next == text.npos) break;
    if (text[next] != '<') bytes += kNodeBytes;
    i = next - 1;
  }
  return bytes;
}

/// Parses where `text` is. Errors: invalid, too_large (few bytes make many nodes).
Result<void> parse(pugi::xml_document& document, std::string& text, const SheetLimits& limits) {
  if (tree_bytes(text) > kTreeFactor * limits.unpacked_bytes) {
    return fail(ErrorCode::too_large, "XLSX: too many cells or tags");
  }
  const auto result = document.load_buffer_inplace(text.data(), text.size());
  if (!result) return fail(ErrorCode::invalid, std::string("XLSX: ") + result.description());
  return {};
}

Result<std::vector<std::string>> shared_strings(Zip& zip, const SheetLimits& limits) {
  auto text = TRY(zip.part("xl/sharedStrings.xml"));
  std::vector<std::string> out;
  if (!text) return out;
  pugi::xml_document document;
  TRY(parse(document, *text, limits));
  for (const auto& item : document.document_element().children("si")) out.push_back(text_of(item));
  return out;
}

/// "xl/worksheets/sheet1.xml": of the first sheet, by the workbook's relations.
Result<std::string> first_sheet(Zip& zip, const SheetLimits& limits) {
  const std::string usual = "xl/worksheets/sheet1.xml";
  auto book = TRY(zip.part("xl/workbook.xml"));
  auto relations = TRY(zip.part("xl/_rels/workbook.xml.rels"));
  if (!book || !relations) return usual;
  pugi::xml_document workbook, related;
  TRY(parse(workbook, *book, limits));
  TRY(parse(related, *relations, limits));
  const std::string id =
      workbook.document_element().child("sheets").child("sheet").attribute("r:id").value();
  for (const auto& each : related.document_element().children("Relationship")) {
    if (each.attribute("Id").value() != id) continue;
    const std::string target = each.attribute("Target").value();
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  return usual;
}

/// "AB12" → 27; nullopt when it is no reference.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size() && letters < 4; ++letters) {
    const char c = reference[letters];
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  if (letters == 0) return std::nullopt;
  return column - 1;
}

std::string value_of(const pugi::xml_node& cell, const std::vector<std::string>& strings) {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return text_of(cell.child("is"));
  const std::string value = cell.child("v").text().get();
  if (type == "s") {
    const auto index = parse_integer(value);
    return index && static_cast<std::size_t>(*index) < strings.size()
               ? strings[static_cast<std::size_t>(*index)]
               : "";
  }
  if (type == "b") return value == "1" ? "TRUE" : "FALSE";
  return value;
}

Result<SheetRows> rows_of(const pugi::xml_node& data, const std::vector<std::string>& strings,
                          const SheetLimits& limits) {
  SheetRows rows;
  // A few bytes of a cell may name a string of many, and each cell has a copy.
  std::size_t budget = limits.unpacked_bytes;
  const auto spend = [&](std::size_t bytes) -> Result<void> {
    if (bytes > budget) return fail(ErrorCode::too_large, "XLSX: unpacks to too much");
    budget -= bytes;
    return {};
  };
  for (const auto& row : data.children("row")) {
    // Rows may be left out: their number counts.
    const auto number = row.attribute("r").as_uint(static_cast<unsigned>(rows.size() + 1));
    if (number > limits.rows || rows.size() >= limits.rows) {
      return fail(ErrorCode::too_large, fmt::format("a table of more than {} rows", limits.rows));
    }
    if (number > rows.size() + 1) rows.resize(number - 1);
    SheetRow& cells = rows.emplace_back();
    for (const auto& cell : row.children("c")) {
      const auto column = column_of(cell.attribute("r").value()).value_or(cells.size());
      if (column >= limits.columns) {
        return fail(ErrorCode::too_large,
                    fmt::format("a table of more than {} columns", limits.columns));
      }
      if (column >= cells.size()) {
        TRY(spend(kCellBytes * (column + 1 - cells.size())));
        cells.resize(column + 1);
      }
      std::string value = value_of(cell, strings);
      TRY(spend(value.size()));
      cells[column] = std::move(value);
    }
  }
  return rows;
}

}  // namespace

Result<SheetRows> read_xlsx(std::string_view bytes, const SheetLimits& limits) {
  Zip zip(bytes, limits.unpacked_bytes);
  if (!zip.is_open()) return fail(ErrorCode::invalid, "XLSX: this ZIP file is broken");
  const auto strings = TRY(shared_strings(zip, limits));
  const auto name = TRY(first_sheet(zip, limits));
  auto text = TRY(zip.part(name));
  if (!text) return fail(ErrorCode::invalid, "XLSX: no sheet in this file");
  pugi::xml_document document;
  TRY(parse(document, *text, limits));
  return rows_of(document.document_element().child("sheetData"), strings, limits);
}

}  // namespace cleangate
