#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/spreadsheet.h"
#include "http/api/test_tour.h"

namespace cleangate::http {
namespace {

class ImportRoutes : public testing::Test {
 protected:
  ImportRoutes() { here_.furnish(); }
  Response upload(std::string file) {
    return here_.ask(TestPlant::request("POST", "/api/v1/imports/vehicles", std::move(file),
                                        {{"Authorization", "Bearer manager-token"}}),
                     here_.api->router());
  }
  TestPlant here_;
};

TEST_F(ImportRoutes, TheTemplateAndTheExportComeBackAsAnImport) {
  for (const std::string format : {"csv", "xlsx"}) {
    const Response sheet =
        here_.ask("GET", "/api/v1/vehicles/template?format=" + format, "viewer-token");
    ASSERT_EQ(sheet.status, 200);
    const Response read = upload(sheet.body);
    ASSERT_EQ(read.status, 201) << read.content();
    const Json import = parse_json(read.content()).value();
    EXPECT_EQ(import["good"].integer(), 3) << read.content();
    here_.does("POST", "/api/v1/imports/" + std::string(*import["id"].text()) + "/apply",
               Json::object({{"rows", "all"}}), 202);
    const Response out =
        here_.ask("GET", "/api/v1/vehicles/export?format=" + format, "manager-token");
    EXPECT_EQ(parse_json(upload(out.body).content()).value()["bad"].integer(), 0);
  }
  here_.does("GET", "/api/v1/vehicles/template?format=doc", {}, 422);
}

TEST_F(ImportRoutes, ARestartLeavesAnInterruptedImportFailedWithItsCount) {
  const Json kept = Json::object({{"id", "i1"},
                                  {"state", "running"},
                                  {"rows", 9},
                                  {"good", 8},
                                  {"bad", 1},
                                  {"new", 8},
                                  {"changed", 0},
                                  {"unchanged", 0},
                                  {"done", 3},
                                  {"problem", nullptr}});
  EXPECT_TRUE(here_.ops.remember_reply("import/i1", {Hash{}, 0, kept.dump()}, here_.loop.wall()));
  const Json shown = here_.does("GET", "/api/v1/imports/i1");
  EXPECT_EQ(shown["state"].text(), "failed");
  EXPECT_EQ(shown["done"].integer(), 3);
  here_.does("GET", "/api/v1/imports/i2", {}, 404);
}

TEST_F(ImportRoutes, ASheetMayBeLargerThanOtherRequests) {
  const Headers manager = {{"Authorization", "Bearer manager-token"}};
  const auto limit = [&](const char* path) {
    return here_.api->body_limit(TestPlant::request("POST", path, "", manager));
  };
  EXPECT_EQ(limit("/api/v1/imports/vehicles"), kMaxImportBytes);
  EXPECT_LT(here_.api->body_limit(TestPlant::request("POST", "/api/v1/imports/vehicles")),
            kMaxApiBodyBytes);
  EXPECT_EQ(limit("/api/v1/imports/x/apply"), kMaxApiBodyBytes);
}

}  // namespace
}  // namespace cleangate::http
