#include <gtest/gtest.h>

#include "http/api/test_plant.h"

namespace cleangate::http {
namespace {

class PassageRoutesTest : public testing::Test {
 protected:
  PassageRoutesTest() { here_.furnish(); }
  Json list(const std::string& query) { return here_.does("GET", "/api/v1/passages" + query); }
  int status(const std::string& query) {
    return here_.ask("GET", "/api/v1/passages" + query, "guard-token").status;
  }
  void three_arrive() {
    for (const char* plate : {"冀A00001", "冀A00002", "冀A00003"}) {
      here_.loop.advance(std::chrono::minutes(1));
      times_.push_back(to_rfc3339(here_.loop.wall()));
      here_.arrives(plate, plate::Colour::blue);
    }
  }
  TestPlant here_;
  std::vector<std::string> times_;
};

TEST_F(PassageRoutesTest, PagesRunFromTheNewestToTheOldest) {
  three_arrive();
  const Json first = list("?limit=2");
  ASSERT_EQ(first["items"].items().size(), 2u);
  EXPECT_EQ(first["items"].items()[0]["plate"].text(), "冀A00003");
  const Json second = list("?limit=2&cursor=" + std::string(*first["next"].text()));
  ASSERT_EQ(second["items"].items().size(), 1u);
  EXPECT_EQ(second["items"].items()[0]["plate"].text(), "冀A00001");
  EXPECT_TRUE(second["next"].is_null());
  EXPECT_TRUE(list("?limit=3")["next"].is_null()) << "a page that is just full is the last";
}

TEST_F(PassageRoutesTest, AWordOnAPassageThatIsNotThereIs404) {
  const Json word = Json::object({{"verdict", "admit"}, {"reason", "r"}});
  for (const char* id : {"0190c0de-0000-7000-8000-00000000dead", "no-uuid"}) {
    const Json said =
        here_.does("POST", "/api/v1/passages/" + std::string(id) + "/resolve", word, 404);
    EXPECT_EQ(said["detail"].text(), "no such passage");
  }
}

TEST_F(PassageRoutesTest, AWordThatComesTooLateIsToldWhatBecameOfTheHold) {
  const auto said = [&](const Json& passage) {
    const Json answer =
        here_.does("POST", "/api/v1/passages/" + std::string(*passage["id"].text()) + "/resolve",
                   Json::object({{"verdict", "admit"}, {"reason", "r"}}), 409);
    return std::string(answer["detail"].text().value_or(""));
  };
  const auto first = here_.arrives("冀A00001", plate::Colour::blue);
  const auto second = here_.arrives("冀A00002", plate::Colour::blue);
  EXPECT_NE(said(first).find("the next vehicle came"), std::string::npos) << said(first);
  const std::string path = "/api/v1/passages/" + std::string(*second["id"].text()) + "/resolve";
  here_.does("POST", path, Json::object({{"verdict", "refuse"}, {"reason", "r"}}));
  EXPECT_NE(said(second).find("refused by admin"), std::string::npos) << said(second);
  const auto third = here_.arrives("冀A00003", plate::Colour::blue);
  here_.loop.advance(std::chrono::minutes(10));
  EXPECT_NE(said(third).find("time limit"), std::string::npos) << said(third);
  EXPECT_TRUE(here_.barrier.opened.empty());
}

TEST_F(PassageRoutesTest, FiltersByPlateVerdictAndTime) {
  three_arrive();
  EXPECT_EQ(list("?plate=%E5%86%80A%C2%B700002")["items"].items().size(), 1u);
  EXPECT_EQ(list("?verdict=hold")["items"].items().size(), 3u);
  EXPECT_EQ(list("?verdict=refuse")["items"].items().size(), 0u);
  EXPECT_EQ(list("?lane=1&direction=in")["items"].items().size(), 3u);
  EXPECT_EQ(list("?lane=2")["items"].items().size(), 0u);
  EXPECT_EQ(list("?outcome=pending")["items"].items().size(), 1u) << "the others have left";
  // The plus of +08:00 is a blank in an address unless it is escaped; both are meant alike.
  EXPECT_EQ(list("?from=" + times_[1])["items"].items().size(), 2u) << "from is included";
  EXPECT_EQ(list("?to=" + times_[1])["items"].items().size(), 1u) << "to is not";
  std::string escaped = times_[1];
  escaped.replace(escaped.find('+'), 1, "%2B");
  EXPECT_EQ(list("?from=" + escaped)["items"].items().size(), 2u);
}

TEST_F(PassageRoutesTest, AParameterThatMeansNothingIsRefused) {
  for (const char* query :
       {"?limit=0", "?limit=501", "?limit=x", "?limit=-1", "?cursor=x", "?from=yesterday",
        "?to=2026-01-01", "?direction=up", "?verdict=yes", "?outcome=gone"}) {
    EXPECT_EQ(status(query), 422) << query;
  }
  for (const char* query : {"?limit=1", "?limit=500", "?limit=", "?verdict="}) {
    EXPECT_EQ(status(query), 200) << query;
  }
}

TEST_F(PassageRoutesTest, AnUnknownPassageOrPhotoIsNotFound) {
  EXPECT_EQ(status("/0190c0de-0000-7000-8000-00000000000f"), 404);
  EXPECT_EQ(status("/nonsense"), 404);
  const Json passage = here_.arrives("冀A00001", plate::Colour::blue, {"one"});
  const std::string photos = "/" + std::string(*passage["id"].text()) + "/photos/";
  EXPECT_EQ(status(photos + "0"), 200);
  for (const char* n : {"1", "-1", "x", "99999999999999999999"}) {
    EXPECT_EQ(status(photos + n), 404) << n;
  }
}

TEST_F(PassageRoutesTest, PhotosOfALaterReadAreFoundToo) {
  here_.arrives("冀A0000B", plate::Colour::blue, {"first", "second"});
  const Json merged = here_.arrives("冀A0000B", plate::Colour::blue, {"third", "fourth"});
  ASSERT_EQ(merged["reads"].integer(), 2) << merged.dump();
  ASSERT_EQ(merged["photos"].items().size(), 4u);
  std::vector<std::string> seen;
  for (const Json& photo : merged["photos"].items()) {
    const Response response = here_.ask("GET", std::string(*photo["url"].text()), "guard-token");
    EXPECT_EQ(response.headers.get("Content-Type"), "image/jpeg");
    EXPECT_EQ(response.headers.get("X-Content-Type-Options"), "nosniff");
    seen.push_back(response.body);
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"first", "second", "third", "fourth"}));
}

TEST_F(PassageRoutesTest, AResolutionNeedsAVerdictAndAReason) {
  const Json held = here_.arrives("冀A00001", plate::Colour::blue);
  const std::string path = "/api/v1/passages/" + std::string(*held["id"].text()) + "/resolve";
  here_.does("POST", path, Json::object({{"verdict", "hold"}, {"reason", "x"}}), 422);
  here_.does("POST", path, Json::object({{"verdict", "admit"}}), 422);
  here_.does("POST", path, Json::object({{"verdict", "refuse"}, {"reason", "no papers"}}));
  here_.does("POST", path, Json::object({{"verdict", "refuse"}, {"reason", "no papers"}}), 409);
}

}  // namespace
}  // namespace cleangate::http
