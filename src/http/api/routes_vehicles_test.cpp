#include <gtest/gtest.h>

#include "base/encoding.h"
#include "base/limits.h"
#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

const std::string kJpeg = "\xFF\xD8\xFF\xE0 driving licence";

class VehicleRoutesTest : public testing::Test {
 protected:
  VehicleRoutesTest() { here_.furnish(); }
  static std::string path(int number, const char* action = "") {
    return "/api/v1/vehicles/%E5%86%80A0000" + std::to_string(number) + "/yellow" + action;
  }
  Response put(int number, const char* stage, std::string_view token) {
    const Json ends = Json::object({{"min", stage}, {"max", stage}});
    return here_.ask("PUT", path(number), token, Json::object({{"stage", ends}}));
  }
  std::vector<std::string> list(const std::string& query) {
    std::vector<std::string> plates;
    const Json page = here_.does("GET", "/api/v1/vehicles" + query);
    for (const Json& item : page["items"].items()) plates.emplace_back(*item["plate"].text());
    next_ = page["next"].text().value_or("");
    return plates;
  }
  Response send(std::string body, const char* type, std::string_view token = "guard-token") {
    Headers headers{{"Content-Type", type}};
    headers.add("Authorization", "Bearer " + std::string(token));
    return here_.ask(TestPlant::request("POST", path(1, "/evidence"), std::move(body), headers),
                     here_.api->router());
  }
  using Plates = std::vector<std::string>;
  TestPlant here_;
  std::string next_;
};

TEST_F(VehicleRoutesTest, TheListIsFilteredAndPaged) {
  put(1, "4", "admin-token");
  put(2, "5", "guard-token");
  put(3, "X", "admin-token");
  EXPECT_EQ(list("?limit=2"), (Plates{"冀A00003", "冀A00002"}));
  EXPECT_EQ(list("?limit=2&cursor=" + next_), Plates{"冀A00001"});
  EXPECT_EQ(next_, "");
  EXPECT_EQ(list("?state=provisional"), Plates{"冀A00002"});
  EXPECT_EQ(list("?state=unknown"), Plates{"冀A00003"});
  EXPECT_EQ(list("?stage=4"), Plates{"冀A00001"});
  EXPECT_EQ(list("?source=guard"), Plates{"冀A00002"});
  EXPECT_EQ(list("?q=a0000").size(), 3u);
  EXPECT_EQ(list("?q=00003"), Plates{"冀A00003"});
  EXPECT_EQ(here_.ask("GET", "/api/v1/vehicles?state=new", "guard-token").status, 422);
  EXPECT_EQ(here_.ask("GET", "/api/v1/vehicles?limit=501", "guard-token").status, 422);
}

TEST_F(VehicleRoutesTest, AGuardsWordIsProvisionalUntilAManagerConfirms) {
  const Response said = put(1, "5", "guard-token");
  ASSERT_EQ(said.status, 200);
  const Json shown = parse_json(said.content()).value();
  EXPECT_EQ(shown["state"].text(), "provisional");
  EXPECT_EQ(shown["provisional_until"].text(), to_rfc3339(here_.loop.wall() + kGuardFactsCount));
  EXPECT_EQ(here_.ask("POST", path(1, "/confirm"), "guard-token").status, 403);
  const Json confirmed = here_.does("POST", path(1, "/confirm"));
  EXPECT_EQ(confirmed["state"].text(), "confirmed");
  EXPECT_TRUE(confirmed["confirmed_by"].is_text());
  here_.does("POST", path(1, "/confirm"), {}, 409);
  here_.does("POST", path(2, "/confirm"), {}, 404);
}

TEST_F(VehicleRoutesTest, EvidenceIsKeptByItsContent) {
  put(1, "5", "guard-token");
  const Response kept = send(kJpeg, "image/jpeg");
  ASSERT_EQ(kept.status, 201) << kept.content();
  const Json said = parse_json(kept.content()).value();
  EXPECT_EQ(said["sha256"].text(), to_hex(sha256(kJpeg)));
  EXPECT_EQ(send(kJpeg, "image/jpeg").status, 201) << "again: kept once";
  const Json vehicle = here_.does("GET", path(1));
  ASSERT_EQ(vehicle["evidence"].items().size(), 1u);
  EXPECT_EQ(vehicle["evidence"].items()[0]["url"], said["url"]);
  EXPECT_EQ(vehicle["evidence"].items()[0]["by"].text(), "guard (token guard)");
  const Response shown = here_.ask("GET", std::string(*said["url"].text()), "guard-token");
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.content(), kJpeg);
  EXPECT_EQ(shown.headers.get("Content-Type"), "image/jpeg");
  EXPECT_EQ(shown.headers.get("Content-Security-Policy"),
            "default-src 'none'; style-src 'unsafe-inline'; sandbox");
}

TEST_F(VehicleRoutesTest, WhatIsNoEvidenceIsRefused) {
  EXPECT_EQ(send(kJpeg, "image/jpeg").status, 404) << "no such vehicle";
  put(1, "5", "guard-token");
  EXPECT_EQ(send("<script>", "text/html").status, 422);
  EXPECT_EQ(send(kJpeg, "image/png").status, 422);
  EXPECT_EQ(send(kJpeg, "image/jpeg", "no-such-token").status, 401);
  const std::string other = to_hex(sha256("other"));
  EXPECT_EQ(here_.ask("GET", path(1, "/evidence/") + other, "guard-token").status, 404);
  EXPECT_EQ(here_.ask("GET", path(1, "/evidence/x"), "guard-token").status, 404);
}

TEST_F(VehicleRoutesTest, EvidenceMayBeLargerThanOtherBodies) {
  const auto limit = [&](const char* method, const std::string& target) {
    const Headers headers{{"Authorization", "Bearer guard-token"}};
    return here_.api->body_limit(TestPlant::request(method, target, "", headers));
  };
  EXPECT_EQ(limit("POST", path(1, "/evidence")), kMaxEvidenceBytes);
  EXPECT_EQ(limit("POST", path(1, "/confirm")), kMaxApiBodyBytes);
  EXPECT_LT(here_.api->body_limit(TestPlant::request("POST", path(1, "/evidence"))),
            kMaxApiBodyBytes)
      << "a stranger's";
}

}  // namespace
}  // namespace cleangate::http
