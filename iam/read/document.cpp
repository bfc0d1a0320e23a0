// The three forms of a policy document: as the CLI prints it, as a string, as the API sends it.
#include "grammar/host_reader.h"
#include "iam/read/policy_pool.h"

namespace keyward::iam {
namespace {

using grammar::NodeId;
using grammar::NodeKind;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// OctetAt is the octet that `%XX` at `at` stands for, or -1.
int OctetAt(std::string_view text, size_t at) {
  if (at + 2 >= text.size()) return -1;
  const int high = HexDigit(text[at + 1]);
  const int low = HexDigit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

// AddOctet adds one octet that stands for the three at `host`. The octets behind the first of a
// character belong to its segment, so that a span never ends inside a character.
void AddOctet(char octet, uint32_t host, std::string& decoded, std::vector<Segment>& segments) {
  if ((static_cast<unsigned char>(octet) & 0xC0u) == 0x80u && !segments.empty() &&
      !segments.back().verbatim) {
    segments.back().host_end = host + 3;
  } else {
    segments.push_back(Segment{static_cast<uint32_t>(decoded.size()), host, host + 3, false});
  }
  decoded += octet;
}

void AddPlain(char c, uint32_t host, std::string& decoded, std::vector<Segment>& segments) {
  if (segments.empty() || !segments.back().verbatim) {
    segments.push_back(Segment{static_cast<uint32_t>(decoded.size()), host, host, true});
  }
  ++segments.back().host_end;
  decoded += c;
}

// DecodeUrl makes the Source of a URL-encoded text (RFC 3986: `+` is itself).
SourcePtr DecodeUrl(Reading& in, NodeId id, SourcePtr encoded) {
  const std::string_view text = encoded->text();
  std::string decoded;
  std::vector<Segment> segments;
  for (uint32_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      AddPlain(text[at], at, decoded, segments);
      continue;
    }
    const int octet = OctetAt(text, at);
    if (octet < 0) {
      if (!in.full()) {
        in.Refuse(*encoded, Span{at, at + 1}, in.Path(id) + ": '%' without two hex digits");
      }
      return nullptr;
    }
    AddOctet(static_cast<char>(octet), at, decoded, segments);
    at += 2;
  }
  if (InvalidUtf8At(decoded) < decoded.size()) {
    in.RefuseValue(id, "the URL-decoded text is not UTF-8");
    return nullptr;
  }
  return Source::Embed(std::move(encoded), std::move(decoded), std::move(segments));
}

}  // namespace

SourcePtr DocumentSource(Reading& in, NodeId id) {
  if (in.Is(id, NodeKind::kObject)) return Source::Slice(in.source(), in.node(id).span);
  if (!in.Is(id, NodeKind::kString)) {
    in.RefuseValue(id, "expected a policy document, as an object or a string");
    return nullptr;
  }
  SourcePtr content = grammar::EmbedString(in.source(), in.tree(), id);
  const std::string_view text = content->text();
  const size_t first = text.find_first_not_of(" \t\r\n");
  const char begin = first == std::string_view::npos ? '\0' : text[first];
  if (begin == '{') return content;
  if (begin == '%') return DecodeUrl(in, id, std::move(content));
  in.RefuseValue(id, "the string is no policy document",
                 "it holds JSON, or JSON that is URL-encoded");
  return nullptr;
}

}  // namespace keyward::iam
