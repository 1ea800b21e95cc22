#include "base/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace cleangate {
namespace {

std::string unpacked(std::string_view packed, std::size_t size) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(size + 1, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

TEST(Gzip, WhatIsPackedComesOutAgain) {
  for (const auto& text : {std::string(), std::string("x"), std::string(100'000, 'a')}) {
    const auto packed = gzip(text);
    ASSERT_TRUE(packed);
    EXPECT_TRUE(packed->starts_with("\x1f\x8b"));
    EXPECT_EQ(unpacked(*packed, text.size()), text);
  }
  EXPECT_LT(gzip(std::string(100'000, 'a'))->size(), 1000u);
}

}  // namespace
}  // namespace cleangate
