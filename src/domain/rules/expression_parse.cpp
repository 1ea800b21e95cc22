#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "domain/rules/expression_check.h"
#include "domain/rules/expression_lexer.h"
#include "domain/rules/expression_node.h"

namespace cleangate::rules {
namespace {

/// A text as a tree; every node is checked as it is made.
class Parser {
 public:
  Parser(std::vector<Token> tokens, const Scope& scope, std::size_t depth, std::size_t lets)
      : tokens_(std::move(tokens)), scope_(scope), depth_(depth), lets_(lets) {}

  Checked run() {
    auto root = any();
    if (root && peek().kind != Token::Kind::end) {
      return fault("the expression goes on here", "join the parts with and, or");
    }
    return root;
  }

 private:
  const Token& peek() const { return tokens_[at_]; }
  bool take(Token::Kind kind, std::string_view text) {
    if (peek().kind != kind || peek().text != text) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view word) { return take(Token::Kind::name, word); }
  bool take_sign(std::string_view sign) { return take(Token::Kind::sign, sign); }
  std::unexpected<ExpressionFault> fault(std::string message, std::string mend) const {
    return std::unexpected(ExpressionFault{peek().offset, std::move(message), std::move(mend)});
  }

  Checked any() {
    if (++depth_ > kMaxExpressionDepth) {
      return fault("brackets and lets stand too deep in each other", "split it with a let");
    }
    auto left = all();
    while (left) {
      const auto offset = peek().offset;
      if (!take_word("or")) break;
      auto right = all();
      left = right ? logic(false, *std::move(left), *std::move(right), offset) : std::move(right);
    }
    --depth_;
    return left;
  }

  Checked all() {
    auto left = inverse();
    while (left) {
      const auto offset = peek().offset;
      if (!take_word("and")) break;
      auto right = inverse();
      left = right ? logic(true, *std::move(left), *std::move(right), offset) : std::move(right);
    }
    return left;
  }

  Checked inverse() {
    std::size_t nots = 0;
    const auto offset = peek().offset;
    while (take_word("not")) ++nots;
    auto inner = comparison();
    if (inner && nots > 0) {
      inner = inverted(*std::move(inner), offset);
      if (inner && nots % 2 == 0) inner = inverted(*std::move(inner), offset);
    }
    return inner;
  }

  Checked comparison() {
    auto left = sum();
    if (!left) return left;
    const Token token = peek();
    if (take_word("in")) return member(*std::move(left), token.offset);
    if (token.kind != Token::Kind::sign || !is_comparison(token.text)) return left;
    ++at_;
    auto right = sum();
    if (!right) return right;
    if (peek().kind == Token::Kind::sign && is_comparison(peek().text)) {
      return fault("two comparisons in a row", "write a < b and b < c");
    }
    return compared(token.text, *std::move(left), *std::move(right), token.offset);
  }

  Checked member(Node left, std::size_t offset) {
    if (peek().kind == Token::Kind::name) {
      auto list = named(/*is_list=*/true);
      if (!list) return list;
      return in_parameter(std::move(left), *std::move(list), offset);
    }
    if (!take_sign("(")) return fault("a list must follow 'in'", "write in (\"A\", \"B\")");
    std::vector<Node> items;
    do {
      auto item = literal();
      if (!item) return item;
      items.push_back(*std::move(item));
    } while (take_sign(","));
    if (!take_sign(")")) return fault("the list has no end", "close it with )");
    return in_list(std::move(left), std::move(items), offset);
  }

  Checked sum() {
    auto left = product();
    while (left && (peek().text == "+" || peek().text == "-") && peek().kind == Token::Kind::sign) {
      const Token token = tokens_[at_++];
      auto right = product();
      left = right ? calculated(token.text, *std::move(left), *std::move(right), token.offset)
                   : std::move(right);
    }
    return left;
  }

  Checked product() {
    auto left = factor();
    while (left && peek().kind == Token::Kind::sign &&
           (peek().text == "*" || peek().text == "/" || peek().text == "%")) {
      const Token token = tokens_[at_++];
      auto right = factor();
      left = right ? calculated(token.text, *std::move(left), *std::move(right), token.offset)
                   : std::move(right);
    }
    return left;
  }

  Checked factor() {
    const auto offset = peek().offset;
    if (take_sign("-")) {
      auto inner = primary();
      return inner ? negated(*std::move(inner), offset) : std::move(inner);
    }
    return primary();
  }

  Checked primary() {
    if (take_sign("(")) {
      auto inner = any();
      if (inner && !take_sign(")")) return fault("a bracket has no end", "close it with )");
      return inner;
    }
    if (peek().kind == Token::Kind::name) return named(false);
    return literal();
  }

  Checked literal() {
    const Token token = peek();
    const bool minus = take_sign("-");
    const Token value = peek();
    if (value.kind == Token::Kind::number) {
      ++at_;
      return number_node(minus ? -value.number : value.number, token.offset);
    }
    if (!minus && value.kind == Token::Kind::stage) {
      ++at_;
      return stage_node(value.text, token.offset);
    }
    if (!minus && value.kind == Token::Kind::text) {
      ++at_;
      return word_node(value.text, token.offset);
    }
    return value.kind == Token::Kind::end
               ? fault("the expression ends too early", "name a fact or write a number")
               : fault("a name, number or text must stand here, not '" + value.text + "'",
                       "name a fact or write a number");
  }

  Checked named(bool is_list) {
    const Token token = tokens_[at_++];
    if (!is_list && (token.text == "true" || token.text == "false")) {
      return truth_node(token.text == "true", token.offset);
    }
    if (!is_list && token.text == "window") return window(token.offset);
    for (std::size_t i = 0; !is_list && i < lets_; ++i) {
      if (scope_.lets[i].name == token.text) return let(i, token.offset);
    }
    return name_node(token.text, scope_, lets_, is_list, token.offset);
  }

  Checked let(std::size_t index, std::size_t offset) {
    auto tokens = tokens_of(scope_.lets[index].text);
    if (!tokens) return std::unexpected(std::move(tokens).error());
    auto node = Parser(*std::move(tokens), scope_, depth_, index).run();
    if (!node) node.error().offset = offset;
    if (node) node->offset = offset;
    return node;
  }

  Checked window(std::size_t offset) {
    if (!take_sign("(")) return fault("window needs two times", "write window(22:00, 08:00)");
    auto from = sum();
    if (!from) return from;
    if (!take_sign(",")) return fault("window needs two times", "write window(22:00, 08:00)");
    auto to = sum();
    if (!to) return to;
    if (!take_sign(")")) return fault("a bracket has no end", "close it with )");
    return window_node(*std::move(from), *std::move(to), offset);
  }

  std::vector<Token> tokens_;
  const Scope& scope_;
  std::size_t depth_;
  std::size_t lets_;  // how many may be named here
  std::size_t at_ = 0;
};

}  // namespace

std::expected<Node, ExpressionFault> parse_expression(std::string_view text, const Scope& scope) {
  auto tokens = tokens_of(text);
  if (!tokens) return std::unexpected(std::move(tokens).error());
  return Parser(*std::move(tokens), scope, 0, scope.lets.size()).run();
}

}  // namespace cleangate::rules
