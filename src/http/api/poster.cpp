#include "http/api/poster.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/qr_code.h"

namespace cleangate::http {
namespace {

constexpr double kSide = 140;      // mm, quiet zone included
constexpr std::size_t kQuiet = 4;  // modules, ISO/IEC 18004, 6.3.8

/// What XML 1.0 (2.2, 2.4) allows in a text: no controls, no U+FFFE and U+FFFF, no "]]>".
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const auto three = text.substr(at, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      at += 2;
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (static_cast<unsigned char>(c) >= 0x20) {
      out += c;
    }
  }
  return out;
}

/// A long name becomes smaller instead of leaving the sheet.
std::string line(double y, double size, std::string_view text, std::size_t characters) {
  const double widest = 180.0 / static_cast<double>(characters == 0 ? 1 : characters);
  return fmt::format(
      "<text x=\"105\" y=\"{}\" font-size=\"{:.2f}\" text-anchor=\"middle\">{}</text>\n", y,
      std::min(size, widest), escaped(text));
}

std::size_t characters_of(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

std::string modules(const std::vector<std::vector<bool>>& code) {
  std::string path;
  for (std::size_t y = 0; y < code.size(); ++y) {
    for (std::size_t x = 0; x < code.size(); ++x) {
      if (code[y][x]) path += fmt::format("M{} {}h1v1h-1z", x + kQuiet, y + kQuiet);
    }
  }
  return path;
}

}  // namespace

Result<std::string> poster(std::string_view url, std::string_view plant, std::string_view gate) {
  const auto code = TRY(qr_code(url));
  const double module = kSide / static_cast<double>(code.size() + 2 * kQuiet);
  std::string out =
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"210mm\" height=\"297mm\" "
      "viewBox=\"0 0 210 297\" font-family=\"'Noto Sans CJK SC','Microsoft YaHei',sans-serif\">\n"
      "<rect width=\"210\" height=\"297\" fill=\"#fff\"/>\n";
  out += line(34, 13, plant, characters_of(plant));
  out += line(54, 16, gate, characters_of(gate));
  out += fmt::format("<path transform=\"translate(35 64) scale({:.6f})\" d=\"{}\"/>\n", module,
                     modules(code));
  out += line(222, 15, "进厂前请扫码登记", 10);
  out += line(236, 8, "填写车牌、货物和数量", 12);
  out += line(250, 6, "Scan before you drive up: plate, cargo, quantity", 40);
  out += line(284, 4, url, characters_of(url) / 2);
  return out + "</svg>\n";
}

}  // namespace cleangate::http
