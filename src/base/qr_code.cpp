#include "base/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace cleangate {

Result<std::vector<std::vector<bool>>> qr_code(std::string_view text) {
  if (text.empty()) return fail(ErrorCode::invalid, "a QR code of nothing");
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_Q),
      &QRcode_free);
  if (!code) return fail(ErrorCode::too_large, "too long for a QR code");
  const auto width = static_cast<std::size_t>(code->width);
  std::vector<std::vector<bool>> rows(width, std::vector<bool>(width));
  for (std::size_t y = 0; y < width; ++y) {
    // Bit 0 of a module is its colour; the others say what it is for.
    for (std::size_t x = 0; x < width; ++x) rows[y][x] = (code->data[y * width + x] & 1) != 0;
  }
  return rows;
}

}  // namespace cleangate
