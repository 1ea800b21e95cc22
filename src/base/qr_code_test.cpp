#include "base/qr_code.h"

#include <gtest/gtest.h>

#include <string>

namespace cleangate {
namespace {

TEST(QrCode, IsASquareWithItsThreeFinderPatterns) {
  const auto code = qr_code("https://gate.example/q?g=east").value();
  const std::size_t n = code.size();
  EXPECT_EQ((n - 17) % 4, 0u);  // ISO/IEC 18004, 5.3.1: 17 + 4 × version
  const auto finder = [&](std::size_t top, std::size_t left) {
    for (std::size_t y = 0; y < 7; ++y) {
      for (std::size_t x = 0; x < 7; ++x) {
        const bool ring = x == 0 || x == 6 || y == 0 || y == 6;
        const bool core = x >= 2 && x <= 4 && y >= 2 && y <= 4;
        EXPECT_EQ(code[top + y][left + x], ring || core);
      }
    }
  };
  for (const auto& row : code) EXPECT_EQ(row.size(), n);
  finder(0, 0);
  finder(0, n - 7);
  finder(n - 7, 0);
}

TEST(QrCode, TheSameTextIsTheSameCodeAndAnotherIsNot) {
  EXPECT_EQ(qr_code("a").value(), qr_code("a").value());
  EXPECT_NE(qr_code("a").value(), qr_code("b").value());
}

TEST(QrCode, NothingAndTooMuchAreRefused) {
  EXPECT_EQ(qr_code("").error().code, ErrorCode::invalid);
  EXPECT_TRUE(qr_code(std::string(1662, 'a')));
  EXPECT_TRUE(qr_code(std::string(1663, 'a')));
  EXPECT_EQ(qr_code(std::string(1664, 'a')).error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace cleangate
