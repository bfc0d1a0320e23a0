#include "grammar/antlr/document_parser.h"

#include <exception>
#include <memory>

#include "PolicyDocumentBaseListener.h"
#include "PolicyDocumentLexer.h"
#include "PolicyDocumentParser.h"
#include "antlr4-runtime.h"
#include "grammar/antlr/byte_stream.h"
#include "grammar/json/found.h"
#include "grammar/json/string_token.h"

namespace keyward::grammar::antlr {
namespace {

using generated::PolicyDocumentBaseListener;
using generated::PolicyDocumentLexer;
using generated::PolicyDocumentParser;

static_assert(PolicyDocumentLexer::OPEN_OBJECT == static_cast<size_t>(TokenKind::kOpenObject) + 1);
static_assert(PolicyDocumentLexer::STRING == static_cast<size_t>(TokenKind::kString) + 1);
static_assert(PolicyDocumentLexer::NUMBER == static_cast<size_t>(TokenKind::kNumber) + 1);
static_assert(PolicyDocumentLexer::BAD_STRING == static_cast<size_t>(TokenKind::kBadString) + 2);
static_assert(PolicyDocumentLexer::SINGLE_QUOTED ==
              static_cast<size_t>(TokenKind::kSingleQuoted) + 2);
static_assert(PolicyDocumentLexer::OTHER == static_cast<size_t>(TokenKind::kOther) + 2);

// KindOf maps ANTLR's token types, which count from 1 and have SPACE behind NUMBER.
TokenKind KindOf(size_t type) {
  if (type == antlr4::Token::EOF) return TokenKind::kEnd;
  if (type < PolicyDocumentLexer::SPACE) return static_cast<TokenKind>(type - 1);
  return static_cast<TokenKind>(type - 2);
}

Span SpanOf(const antlr4::Token& token) {
  // The end token's stop stands before its start.
  if (token.getType() == antlr4::Token::EOF) {
    const uint32_t end = static_cast<uint32_t>(token.getStartIndex());
    return Span{end, end};
  }
  return Span{static_cast<uint32_t>(token.getStartIndex()),
              static_cast<uint32_t>(token.getStopIndex()) + 1};
}

// TreeBuilder adds nodes while the parser runs, so that no parse tree is built and walked.
// ANTLR also calls exits while an exception passes: nothing here may throw or trust its context.
class TreeBuilder final : public PolicyDocumentBaseListener {
 public:
  TreeBuilder(std::string_view text, SyntaxTree& tree) : text_(text), tree_(tree) {}

  void enterMember(PolicyDocumentParser::MemberContext* context) override {
    name_ = context->start;
  }
  void enterObject(PolicyDocumentParser::ObjectContext* context) override {
    Open(NodeKind::kObject, context->start);
  }
  void exitObject(PolicyDocumentParser::ObjectContext* context) override { Close(context->stop); }
  void enterArray(PolicyDocumentParser::ArrayContext* context) override {
    Open(NodeKind::kArray, context->start);
  }
  void exitArray(PolicyDocumentParser::ArrayContext* context) override { Close(context->stop); }
  void exitValue(PolicyDocumentParser::ValueContext* context) override {
    if (context->scalar != nullptr) AddScalar(*context->scalar);
  }

 private:
  void Open(NodeKind kind, const antlr4::Token* token) { open_ = Add(kind, SpanOf(*token)); }

  void Close(const antlr4::Token* token) {
    if (token != nullptr) tree_.SetEnd(open_, SpanOf(*token).end);
    open_ = tree_.node(open_).parent;
  }

  void AddScalar(const antlr4::Token& token) {
    const Span span = SpanOf(token);
    switch (token.getType()) {
      case PolicyDocumentLexer::STRING: return SetText(Add(NodeKind::kString, span), span);
      case PolicyDocumentLexer::NUMBER:
        return tree_.SetText(Add(NodeKind::kNumber, span),
                             text_.substr(span.begin, span.end - span.begin));
      case PolicyDocumentLexer::TRUE: Add(NodeKind::kTrue, span); return;
      case PolicyDocumentLexer::FALSE: Add(NodeKind::kFalse, span); return;
      case PolicyDocumentLexer::NULL_: Add(NodeKind::kNull, span); return;
      default: return;
    }
  }

  NodeId Add(NodeKind kind, Span span) {
    const NodeId id = tree_.Add(open_, kind, span);
    if (name_ != nullptr && name_->getType() == PolicyDocumentLexer::STRING) {
      SetName(id, SpanOf(*name_));
    }
    name_ = nullptr;
    return id;
  }

  void SetName(NodeId id, Span token) {
    tree_.SetName(id, {}, token);
    StringRuns runs(text_, token);
    for (StringRun run; runs.Next(run);) tree_.ExtendName(id, run.decoded);
  }

  void SetText(NodeId id, Span token) {
    tree_.SetText(id, {});
    StringRuns runs(text_, token);
    for (StringRun run; runs.Next(run);) tree_.ExtendText(id, run.decoded);
  }

  std::string_view text_;
  SyntaxTree& tree_;
  NodeId open_ = kNoNode;
  const antlr4::Token* name_ = nullptr;
};

// PlainTokens reads the text to its end. A stray character of several bytes becomes one token.
Tokens PlainTokens(std::string_view text, antlr4::CommonTokenStream& stream) {
  stream.fill();
  Tokens tokens;
  tokens.reserve(stream.size());
  for (const antlr4::Token* antlr_token : stream.getTokens()) {
    Token token{KindOf(antlr_token->getType()), SpanOf(*antlr_token)};
    if (!tokens.empty() && token.span.begin < tokens.back().span.end) continue;
    if (token.kind == TokenKind::kOther) {
      token.span.end = token.span.begin + CharacterSize(text, token.span.begin);
    }
    tokens.push_back(token);
  }
  return tokens;
}

}  // namespace

bool ParseDocument(std::string_view text, SyntaxTree& tree, Tokens& tokens) {
  tree.Clear();
  ByteStream input(text);
  PolicyDocumentLexer lexer(&input);
  lexer.removeErrorListeners();
  antlr4::CommonTokenStream stream(&lexer);
  PolicyDocumentParser parser(&stream);
  parser.removeErrorListeners();
  parser.setBuildParseTree(false);
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  // The grammar is LL(1), so that SLL never gives up where full LL would not.
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::SLL);
  TreeBuilder builder(text, tree);
  parser.addParseListener(&builder);
  try {
    parser.document();
    return true;
  } catch (const std::exception&) {
    // BailErrorStrategy throws at the first token that does not fit.
    tree.Clear();
    tokens = PlainTokens(text, stream);
    return false;
  }
}

}  // namespace keyward::grammar::antlr
