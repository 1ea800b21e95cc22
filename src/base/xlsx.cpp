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

Result<void> parse(pugi::xml_document& document, std::string& text) {
  const auto result = document.load_buffer_inplace(text.data(), text.size());
  if (!result) return fail(ErrorCode::invalid, std::string("XLSX: ") + result.description());
  return {};
}

Result<std::vector<std::string>> shared_strings(Zip& zip) {
  auto text = TRY(zip.part("xl/sharedStrings.xml"));
  std::vector<std::string> out;
  if (!text) return out;
  pugi::xml_document document;
  TRY(parse(document, *text));
  for (const auto& item : document.document_element().children("si")) out.push_back(text_of(item));
  return out;
}

/// "xl/worksheets/sheet1.xml": of the first sheet, by the workbook's relations.
Result<std::string> first_sheet(Zip& zip) {
  const std::string usual = "xl/worksheets/sheet1.xml";
  auto book = TRY(zip.part("xl/workbook.xml"));
  auto relations = TRY(zip.part("xl/_rels/workbook.xml.rels"));
  if (!book || !relations) return usual;
  pugi::xml_document workbook, related;
  TRY(parse(workbook, *book));
  TRY(parse(related, *relations));
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
      if (column >= cells.size()) cells.resize(column + 1);
      cells[column] = value_of(cell, strings);
    }
  }
  return rows;
}

}  // namespace

Result<SheetRows> read_xlsx(std::string_view bytes, const SheetLimits& limits) {
  Zip zip(bytes, limits.unpacked_bytes);
  if (!zip.is_open()) return fail(ErrorCode::invalid, "XLSX: this ZIP file is broken");
  const auto strings = TRY(shared_strings(zip));
  const auto name = TRY(first_sheet(zip));
  auto text = TRY(zip.part(name));
  if (!text) return fail(ErrorCode::invalid, "XLSX: no sheet in this file");
  pugi::xml_document document;
  TRY(parse(document, *text));
  return rows_of(document.document_element().child("sheetData"), strings, limits);
}

}  // namespace cleangate
