#include "http/static_files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/limits.h"

namespace cleangate::http {
namespace {

namespace fs = std::filesystem;

class StaticFilesTest : public testing::Test {
 protected:
  StaticFilesTest() : folder_(testing::TempDir() + "bundle-" + std::to_string(getpid())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "dist" / "assets");
    write("secret.txt", "outside");
  }
  ~StaticFilesTest() override { fs::remove_all(folder_); }
  void write(const std::string& name, std::string_view content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }
  void build() const {
    write("dist/index.html", "<!doctype html>大屏");
    write("dist/assets/index-4f2a.js", "let a = 1");
    write("dist/favicon.svg", "<svg/>");
  }
  [[nodiscard]] StaticFiles load() const { return StaticFiles::load(folder_ / "dist").value(); }

  fs::path folder_;
};

TEST_F(StaticFilesTest, ServesThePageAndItsFiles) {
  build();
  const StaticFiles files = load();
  EXPECT_TRUE(files.built());
  const Response page = files.page({});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content(), "<!doctype html>大屏");
  EXPECT_EQ(page.headers.get("Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.headers.get("Cache-Control"), "no-cache");
  const Response script = files.file("assets/index-4f2a.js", {});
  EXPECT_EQ(script.content(), "let a = 1");
  EXPECT_EQ(script.headers.get("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script.headers.get("Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(files.file("favicon.svg", {}).headers.get("Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, KeepsThePageToItself) {
  build();
  const Response page = load().page({});
  const auto policy = page.headers.get("Content-Security-Policy");
  EXPECT_NE(policy.find("default-src 'self'"), std::string_view::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string_view::npos);
  EXPECT_EQ(policy.find("script-src"), std::string_view::npos) << "scripts fall under default";
  EXPECT_EQ(page.headers.get("Referrer-Policy"), "no-referrer");
  EXPECT_EQ(page.headers.get("X-Content-Type-Options"), "nosniff");
}

TEST_F(StaticFilesTest, ServesNothingThatWasNotThereAtTheStart) {
  build();
  const StaticFiles files = load();
  write("dist/late.txt", "late");
  for (const char* path : {"late.txt", "../secret.txt", "assets/../../secret.txt", "/etc/passwd",
                           "assets", "", "assets/", "index.html/"}) {
    EXPECT_EQ(files.file(path, {}).status, 404) << path;
  }
}

TEST_F(StaticFilesTest, AKnownVersionIsNotSentAgain) {
  build();
  const StaticFiles files = load();
  const std::string etag(files.page({}).headers.get("ETag"));
  Request request;
  request.headers.add("If-None-Match", etag);
  const Response same = files.page(request);
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(same.headers.get("ETag"), etag);
  request.headers.set("If-None-Match", "\"other\"");
  EXPECT_EQ(files.page(request).status, 200);
}

TEST_F(StaticFilesTest, WhoTakesGzipGetsItUnderATagOfItsOwn) {
  build();
  write("dist/assets/long.js", std::string(10'000, 'a'));
  const StaticFiles files = load();
  Request request;
  request.headers.add("Accept-Encoding", "gzip, deflate, br");
  const Response packed = files.file("assets/long.js", request);
  EXPECT_EQ(packed.headers.get("Content-Encoding"), "gzip");
  EXPECT_EQ(packed.headers.get("Vary"), "Accept-Encoding");
  EXPECT_LT(packed.content().size(), 100u);
  const Response plain = files.file("assets/long.js", {});
  EXPECT_EQ(plain.headers.get("Content-Encoding"), "");
  EXPECT_EQ(plain.content().size(), 10'000u);
  EXPECT_NE(plain.headers.get("ETag"), packed.headers.get("ETag"));
  request.headers.add("If-None-Match", std::string(packed.headers.get("ETag")));
  EXPECT_EQ(files.file("assets/long.js", request).status, 304);
}

TEST_F(StaticFilesTest, OnlyWhoTakesGzipGetsIt) {
  for (const auto* yes : {"gzip", "GZIP", "deflate, gzip;q=1.0, *;q=0.5", "br,gzip", "*", "x-gzip",
                          "gzip;q=0.001", "gzip ; q=1"}) {
    EXPECT_TRUE(accepts_gzip(yes)) << yes;
  }
  for (const auto* no : {"", "br", "identity", "gzip;q=0", "gzip; q=0.000", "gzipped", ","}) {
    EXPECT_FALSE(accepts_gzip(no)) << no;
  }
}

TEST_F(StaticFilesTest, WhatGrowsByPackingIsSentAsItIs) {
  build();
  Request request;
  request.headers.add("Accept-Encoding", "gzip");
  const Response script = load().file("assets/index-4f2a.js", request);
  EXPECT_EQ(script.headers.get("Content-Encoding"), "");
  EXPECT_EQ(script.content(), "let a = 1");
}

TEST_F(StaticFilesTest, ABundleThatWasNotBuiltSaysSoInTwoLanguages) {
  for (const fs::path& folder : {folder_ / "dist", folder_ / "nowhere"}) {
    const StaticFiles files = StaticFiles::load(folder).value();
    EXPECT_FALSE(files.built());
    const Response page = files.page({});
    EXPECT_EQ(page.status, 503);
    EXPECT_NE(page.content().find("页面尚未构建"), std::string::npos);
    EXPECT_NE(page.content().find("was not built"), std::string::npos);
  }
}

TEST_F(StaticFilesTest, ABundleOverTheLimitIsRefused) {
  build();
  const auto others = fs::file_size(folder_ / "dist/index.html") +
                      fs::file_size(folder_ / "dist/assets/index-4f2a.js") +
                      fs::file_size(folder_ / "dist/favicon.svg");
  write("dist/large.bin", "");
  fs::resize_file(folder_ / "dist/large.bin", kMaxBundleBytes - others);
  EXPECT_TRUE(StaticFiles::load(folder_ / "dist"));
  fs::resize_file(folder_ / "dist/large.bin", kMaxBundleBytes - others + 1);
  const auto over = StaticFiles::load(folder_ / "dist");
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, ErrorCode::too_large);
}

}  // namespace
}  // namespace cleangate::http
