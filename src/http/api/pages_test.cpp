#include "http/api/pages.h"

#include <unistd.h>

#include <fstream>

#include <gtest/gtest.h>

namespace cleangate::http {
namespace {

class PagesTest : public testing::Test {
 protected:
  PagesTest() : root_(testing::TempDir() + "pages-" + std::to_string(getpid())) {
    put("board/index.html", "board");           // installed: the bundle itself
    put("console/dist/index.html", "console");  // a source tree: built below dist
    put("console/dist/assets/index-1.js", "script");
    put("console/src/secret.ts", "source");
  }
  ~PagesTest() override { std::filesystem::remove_all(root_); }

  void put(const std::string& path, const std::string& text) const {
    std::filesystem::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  [[nodiscard]] Response ask(const std::string& path) const {
    const auto pages = Pages::load(root_);
    if (!pages) return {.status = 500};
    Request request;
    request.method = "GET";
    request.path = path;
    return pages->console_answer(request);
  }
  std::filesystem::path root_;
};

TEST_F(PagesTest, EveryAddressOfAPageIsTheConsole) {
  for (const auto* path : {"/", "/setup", "/desk", "/passages/0190-1", "/apiary"}) {
    const Response response = ask(path);
    EXPECT_EQ(response.status, 200) << path;
    ASSERT_TRUE(response.shared_body) << path;
    EXPECT_EQ(*response.shared_body, "console") << path;
  }
}

TEST_F(PagesTest, AFileOfTheBundleIsThatFile) {
  const Response response = ask("/assets/index-1.js");
  ASSERT_TRUE(response.shared_body);
  EXPECT_EQ(*response.shared_body, "script");
}

TEST_F(PagesTest, WhatMachinesAskForIsNeverAPage) {
  for (const auto* path :
       {"/api", "/api/v1/nowhere", "/device/x", "/device/x/y", "/NotificationInfo/z",
        "/assets/index-2.js", "/favicon.ico", "/src/secret.ts"}) {
    EXPECT_EQ(ask(path).status, 404) << path;
  }
}

TEST_F(PagesTest, ABundleThatWasNotBuiltSaysSo) {
  const auto pages = Pages::load(root_);
  ASSERT_TRUE(pages);
  EXPECT_TRUE(pages->board.built());
  EXPECT_FALSE(pages->driver.built());
  EXPECT_EQ(pages->driver.page({}).status, 503);
}

}  // namespace
}  // namespace cleangate::http
