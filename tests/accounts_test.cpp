// The way in: the link that init prints makes the first administrator, and only once.

#include <gtest/gtest.h>

#include <regex>

#include "tests/plant.h"

namespace cleangate::tests {
namespace {

std::string token_in(const std::string& output) {
  std::smatch found;
  const std::regex link("https?://[^ \n]+/setup#([0-9a-f]{64})\n");
  return std::regex_search(output, found, link) ? found[1].str() : "";
}

std::string form(const std::string& token, const std::string& name) {
  return Json::object({{"token", token}, {"username", name}, {"password", "right horse"}}).dump();
}

class AccountsProgram : public testing::Test {
 protected:
  Answer set_up(const std::string& token, const std::string& name) {
    return plant_.post("/api/v1/setup", "application/json", form(token, name));
  }
  std::string new_link() {
    const auto made = run_cleangate({"token", "setup-link", "--data", plant_.folder()});
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_NE(made.output.find(std::to_string(port_) + "/setup#"), std::string::npos)
        << made.output;
    return token_in(made.output);
  }
  Plant plant_;
  int port_ = 8080;  ///< what a link says
};

TEST_F(AccountsProgram, TheLinkOfInitMakesAnAdministratorOnce) {
  const std::string folder = plant_.folder() + "/../other";
  const auto made = run_cleangate(
      {"init", "--data", folder, "--plant", "测试厂", "--region", "131002", "--grade", "C"});
  EXPECT_EQ(made.exit_code, 0);
  EXPECT_NE(token_in(made.output), "") << made.output;
  // The first line stays the plant's id.
  EXPECT_EQ(made.output.find('\n'), 36u) << made.output;
}

TEST_F(AccountsProgram, ANewLinkCanBeMadeWithAndWithoutAServer) {
  const std::string offline = new_link();
  plant_.serve();
  port_ = plant_.port();
  const std::string online = new_link();
  EXPECT_NE(offline, online);
  EXPECT_EQ(set_up(offline, "boss").status, 404) << "the new one ended it";
  const Answer first = set_up(online, "boss");
  EXPECT_EQ(first.status, 201) << first.body;
  EXPECT_EQ(first.json()["user"]["role"].text(), "admin");
  EXPECT_EQ(set_up(online, "boss2").status, 404) << "spent";
  EXPECT_EQ(plant_.end(), 0);
  plant_.serve();
  const std::string login =
      Json::object({{"username", "boss"}, {"password", "right horse"}}).dump();
  EXPECT_EQ(plant_.post("/api/v1/session", "application/json", login).status, 200)
      << "the password outlives the server";
  EXPECT_EQ(plant_.end(), 0);
  int code = -1;
  EXPECT_TRUE(plant_.verify_line(&code).starts_with("sound")) << plant_.verify_line();
  EXPECT_EQ(code, 0);
}

}  // namespace
}  // namespace cleangate::tests
