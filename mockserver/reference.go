package mockserver

import "wolkvoxmock/openapi"

// Explanations are what the words of a journal and of a verdict mean: grades, open questions with their answers, and rules. The
// command lines in them are for the demo world as it begins.
func (s *Server) Explanations() Explanations { return s.explained(s.URL()) }

func (s *Server) explained(url string) Explanations {
	return s.doc.Explain(openapi.Place{URL: url, World: DefaultWorld, Token: openapi.TokenPlaceholder})
}

// Operations are the documented operations: what each takes, and requests to try.
func (s *Server) Operations() []OperationGuide { return s.doc.Guides() }

// An Exchange is an entry of the journal with the changes of state that it made, as far as they are kept.
type Exchange struct {
	Entry   Entry    `json:"exchange"`
	Changes []Change `json:"changes"`
}

// Exchange is one exchange of the journal, by its Seq.
func (w *World) Exchange(seq int) (Exchange, error) {
	var page Page
	changes := []Change{}
	err := w.update(func(s *state) error {
		page = s.journal.Find(Query{After: seq - 1, Limit: 1, Oldest: true})
		if len(page.Requests) == 0 || page.Requests[0].Seq != seq {
			return notFound(RequestUnknown, "the journal has no exchange %d, or does not keep it any more", seq)
		}
		made := page.Requests[0].Changes
		for _, r := range s.journal.Records(made.First-1, made.Last-made.First+1).Records {
			if r.Change != nil && r.Change.Seq <= made.Last {
				changes = append(changes, *r.Change)
			}
		}
		return nil
	})
	if err != nil {
		return Exchange{}, err
	}
	return Exchange{w.server.shown(page).Requests[0], changes}, nil
}
